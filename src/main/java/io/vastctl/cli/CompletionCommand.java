package io.vastctl.cli;

import io.vastctl.config.Suggestion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
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
final class CompletionCommand implements Callable<Integer> {

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<shell>", description = "bash, zsh or fish.")
    private String shell = "";

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell))
            throw new UsageException("completion " + shell + ": expected one of " + String.join(", ", SHELLS)
                    + Suggestion.didYouMean(shell, SHELLS));
        CommandSpec root = spec.root();
        String script =
                shell.equals("fish") ? FishCompletion.script(root) : AutoComplete.bash(root.name(), root.commandLine());
        root.commandLine().getOut().print(script);
        root.commandLine().getOut().flush();
        return 0;
    }
}
