package io.vastctl.cli.completion;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import io.vastctl.config.Suggestion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vastctl completion}: shell completion scripts. */
@Command(
        name = "completion",
        description = {
            "Print a completion script for bash, zsh or fish.",
            "bash: source <(vastctl completion bash)",
            "zsh: source <(vastctl completion zsh)",
            "fish: vastctl completion fish | source"
        })
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<shell>", description = "bash, zsh or fish.")
    private String shell = "";

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        root.commandLine().getOut().print(script(shell, root));
        root.commandLine().getOut().flush();
        return 0;
    }

    /**
     * The script for a shell.
     *
     * @param root the whole command line
     * @throws UsageException if there is none for that shell
     */
    public static String script(String shell, CommandSpec root) {
        if (!CompletionScript.SHELLS.contains(shell))
            throw new UsageException(
                    "completion " + shell + ": expected one of " + String.join(", ", CompletionScript.SHELLS)
                            + Suggestion.didYouMean(shell, CompletionScript.SHELLS));
        List<String> settings = Settings.all().stream().map(Setting::key).toList();
        return CompletionScript.of(shell, root, settings);
    }
}
