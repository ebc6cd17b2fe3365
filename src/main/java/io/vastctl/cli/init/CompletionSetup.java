package io.vastctl.cli.init;

import io.vastctl.cli.Cli;
import io.vastctl.cli.PrivateFile;
import io.vastctl.cli.Terminal;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.WorkbenchFactory;
import io.vastctl.cli.init.InitStep.Deed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what {@code vastctl completion} prints where the shell looks for it by itself, if it does. */
record CompletionSetup(Workbench bench, InitOptions options, Questions questions) {

    private static final String STEP = "completion";

    InitStep run() throws InterruptedException {
        if (options.completion != null) return install(options.completion);
        Optional<String> shell = bench.variable("SHELL")
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(InitOptions.SHELLS::contains);
        if (shell.isPresent() && Files.exists(place(shell.get())))
            return InitStep.of(STEP, Deed.kept, place(shell.get()).toString());
        if (shell.isPresent() && questions.confirm("Install completion for " + shell.get() + "?"))
            return install(shell.get());
        return InitStep.of(STEP, Deed.skipped, "--completion bash, zsh or fish installs it");
    }

    private InitStep install(String shell) {
        Path file = place(shell);
        String text = text(shell);
        boolean there = Files.exists(file);
        if (there && text.equals(content(file))) return step(shell, Deed.kept, file);
        PrivateFile.writeOpen(file, text);
        return step(shell, there ? Deed.changed : Deed.made, file);
    }

    /** zsh alone has no folder of the user's that it looks into. */
    private InitStep step(String shell, Deed deed, Path file) {
        InitStep step = InitStep.of(STEP, deed, file.toString());
        return shell.equals("zsh")
                ? step.with(List.of("  in ~/.zshrc, before compinit: fpath=(" + file.getParent() + " $fpath)"))
                : step;
    }

    private Path place(String shell) {
        Path data = bench.folders().data();
        return switch (shell) {
            case "bash" ->
                data.resolve("bash-completion").resolve("completions").resolve("vastctl");
            case "zsh" -> data.resolve("zsh").resolve("site-functions").resolve("_vastctl");
            default ->
                bench.folders()
                        .allConfig()
                        .resolve("fish")
                        .resolve("completions")
                        .resolve("vastctl.fish");
        };
    }

    /** What the command prints, by the command itself. */
    private String text(String shell) {
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out), bench.terminal().err(), new BufferedReader(Reader.nullReader()), false, false);
        WorkbenchFactory process = new WorkbenchFactory(
                terminal, Map.of("VASTCTL_COLOR", "never"), bench.wall(), bench.sleeper(), bench.interruption());
        int code = Cli.run(new String[] {"completion", shell}, process, "");
        if (code != 0) throw new IllegalStateException("vastctl completion " + shell + " ended with " + code);
        return out.toString();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
