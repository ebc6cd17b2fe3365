package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.BadSettingException;
import io.vastctl.config.Resolved;
import io.vastctl.config.Settings;
import io.vastctl.config.UserFolders;
import io.vastctl.memory.StateAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Where the memory is kept: {@code --state}, then {@code VASTCTL_STATE}, then the config file, then a file of our own. */
public final class StatePlace {

    /** Of a SHA-256: enough that nobody meets two alike, and short enough to be read. */
    private static final int DIGEST_BYTES = 16;

    private final GlobalOptions global;
    private final Map<String, String> environment;
    private final UserFolders folders;
    private final Settings settings;

    StatePlace(GlobalOptions global, Map<String, String> environment, UserFolders folders, Settings settings) {
        this.global = global;
        this.environment = environment;
        this.folders = folders;
        this.settings = settings;
    }

    /** @throws UsageException if what is named is no such place; a password in it is not repeated */
    StateAddress address() {
        String variable = environment.getOrDefault("VASTCTL_STATE", "");
        // The option's default is the variable.
        if (global.state != null && !global.state.equals(variable)) return parsed(global.state, "--state");
        if (!variable.isBlank()) return parsed(variable, "environment VASTCTL_STATE");
        Optional<Resolved<String>> written = settings.state();
        return written.isPresent()
                ? parsed(atHome(written.get().value()), written.get().source() + ": state")
                : new StateAddress.InFile(folders.database());
    }

    private String atHome(String text) {
        return text.startsWith("~/") ? folders.path(text).toString() : text;
    }

    public static StateAddress parsed(String text, String source) {
        try {
            return StateAddress.of(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(source + ": " + e.getMessage(), e);
        }
    }

    /** For people: which memory it is. */
    public String name() {
        StateAddress address = address();
        return (address instanceof StateAddress.InFile ? "state file " : "state ") + address.name();
    }

    /** The state file; for a server, a name that stands for it on this machine. What is of this machine lies beside it. */
    Path file() {
        try {
            StateAddress address = address();
            if (address instanceof StateAddress.InFile file) return file.path();
            String identity = ((StateAddress.OnServer) address).identity();
            return folders.state().resolve("server-" + digest(identity) + ".db");
        } catch (BadSettingException e) {
            // Told where the memory itself is needed.
            return folders.database();
        }
    }

    /** Two servers never have the same; the spool that bears it has the address inside, too. */
    private static String digest(String identity) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
