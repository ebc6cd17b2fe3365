package io.vastctl.cli.completion;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The completion script of a shell. */
public final class CompletionScript {

    /** The shells there are scripts for. */
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private CompletionScript() {}

    /**
     * Writes the script.
     *
     * @param root the whole command line
     * @param settings the names of all settings
     * @throws IllegalArgumentException if it is none of {@link #SHELLS}
     */
    public static String of(String shell, CommandSpec root, List<String> settings) {
        List<String> commands = List.copyOf(root.subcommands().keySet());
        ShellCommand program = new ShellCommands(new ValuesByLabel(settings, commands)).of(root);
        return switch (shell) {
            case "bash" -> BashScript.of(program);
            case "zsh" -> ZshScript.of(program);
            case "fish" -> FishScript.of(program);
            default -> throw new IllegalArgumentException(shell);
        };
    }
}
