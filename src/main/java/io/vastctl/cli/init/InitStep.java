package io.vastctl.cli.init;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.text.Json;
import io.vastctl.outcome.ExitCode;
import java.util.List;

/**
 * One step of {@code vastctl init} and what came of it.
 *
 * @param detail one line without secrets
 * @param changes lines of a file that go and come, with minus and plus; or what is left to do
 * @param exitCode {@link ExitCode#DONE} unless it failed
 */
public record InitStep(String step, Deed deed, String detail, List<String> changes, ExitCode exitCode) {

    /** What was done. */
    public enum Deed {
        made,
        changed,
        /** It was right already. */
        kept,
        /** It was not asked for, or cannot be had. */
        skipped,
        failed
    }

    public InitStep {
        changes = List.copyOf(changes);
    }

    public static InitStep of(String step, Deed deed, String detail) {
        return new InitStep(step, deed, detail, List.of(), ExitCode.DONE);
    }

    public static InitStep failed(String step, RuntimeException e) {
        Trouble trouble = Trouble.of(e);
        return new InitStep(step, Deed.failed, trouble.line(), List.of(), trouble.exitCode());
    }

    /** The same with lines below it. */
    InitStep with(List<String> lines) {
        return new InitStep(step, deed, detail, lines, exitCode);
    }

    ObjectNode json() {
        ObjectNode json =
                Json.object().put("step", step).put("done", deed.name()).put("detail", detail);
        changes.forEach(json.putArray("changes")::add);
        return json;
    }
}
