package io.vastctl.cli.survey;

import io.vastctl.cli.ScriptOptions;
import io.vastctl.cli.notice.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for surveys that nobody watches. Those of {@link ScriptOptions} have a {@code --report} of another kind. */
final class SurveyScriptOptions {

    @Option(
            names = "--lock",
            arity = "0..1",
            fallbackValue = "skip",
            paramLabel = "skip|wait",
            description = "If a run of the same state is on: skip ends with 75 (default), wait waits for its end, at"
                    + " most as long as --deadline.")
    ScriptOptions.@Nullable Lock lock;

    @Option(
            names = "--notify-cmd",
            paramLabel = "<command>",
            description = "Run this at a change of state, with the JSON on its stdin.")
    @Nullable
    String notifyCommand;

    @Option(
            names = "--notify-url",
            paramLabel = "<url>",
            description = "Send this address the JSON by POST at a change of state.")
    @Nullable
    String notifyUrl;

    @Option(
            names = "--notify-on",
            split = ",",
            paramLabel = "<state>",
            description = "Which changes: started, ready, failed, leftover, skipped (default: all but started).")
    List<Notice.State> notifyOn = List.of();

    /** The same for what a run is wrapped in. */
    ScriptOptions asOfARun() {
        ScriptOptions options = new ScriptOptions();
        options.lock = lock;
        options.notifyCommand = notifyCommand;
        options.notifyUrl = notifyUrl;
        options.notifyOn = notifyOn;
        return options;
    }
}
