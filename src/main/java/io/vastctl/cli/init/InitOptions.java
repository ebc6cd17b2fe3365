package io.vastctl.cli.init;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code vastctl init}. */
public final class InitOptions {

    static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Option(
            names = "--api-key-stdin",
            description = "Read the API key from stdin, one line, and write it into its file.")
    boolean keyFromStdin;

    @Option(
            names = "--key-file",
            paramLabel = "<file>",
            description = "Take the API key from this file, which only you can read, and write it into its own.")
    @Nullable
    Path keyFile;

    @Option(
            names = "--ssh-key",
            paramLabel = "<file>",
            description =
                    "The private key to log in to machines with (default: the one that would be used, made if there"
                            + " is none).")
    @Nullable
    String sshKey;

    @Option(names = "--register-ssh-key", description = "Put its public part into the account, unless it is there.")
    public boolean register;

    @Option(
            names = "--strictness",
            paramLabel = "<policy>",
            description = "Write this into config.yaml: strict, balanced, aggressive or one of your own.")
    @Nullable
    String strictness;

    @Option(
            names = "--completion",
            paramLabel = "<shell>",
            description = "Install completion for bash, zsh or fish where that shell looks for it.")
    @Nullable
    String completion;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask: keep VAST_API_KEY in a file, replace another key, take back rights from others.")
    boolean yes;

    /** Here to be refused without being shown. */
    @Option(names = "--api-key", hidden = true, arity = "0..1", fallbackValue = "given")
    @Nullable
    String neverKey;

    /** Here to be refused without being shown. */
    @Parameters(hidden = true, arity = "0..*")
    List<String> never = List.of();

    /** @throws UsageException before anything is done */
    void check(Settings settings) {
        if (neverKey != null || !never.isEmpty())
            throw new UsageException("a key is not taken from the command line, where others can see it: use"
                    + " --api-key-stdin or --key-file, or type it when asked (see vastctl init --help)");
        if (keyFromStdin && keyFile != null)
            throw new UsageException("--api-key-stdin and --key-file both give the key: leave one out");
        if (completion != null && !SHELLS.contains(completion))
            throw new UsageException("--completion " + completion + ": expected one of " + String.join(", ", SHELLS));
        if (strictness != null)
            settings.check(Settings.STRICTNESS, Settings.STRICTNESS.parse(strictness, "--strictness"), "--strictness");
    }
}
