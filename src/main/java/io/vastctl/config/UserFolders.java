package io.vastctl.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the operator's files are. Nothing is read or made here.
 *
 * @param home the operator's home
 * @param allConfig holds the configuration of every program, {@code ~/.config}
 * @param state vastctl's own state, {@code ~/.local/state/vastctl}
 * @param data data of every program, {@code ~/.local/share}
 */
public record UserFolders(Path home, Path allConfig, Path state, Path data) {

    /** Reads {@code HOME}, {@code XDG_CONFIG_HOME}, {@code XDG_STATE_HOME} and {@code XDG_DATA_HOME}. */
    public static UserFolders of(Map<String, String> environment) {
        Path home = absolute(environment, "HOME").orElseGet(() -> Path.of(System.getProperty("user.home", ".")));
        Path config = absolute(environment, "XDG_CONFIG_HOME").orElse(home.resolve(".config"));
        Path state = absolute(environment, "XDG_STATE_HOME")
                .orElse(home.resolve(".local").resolve("state"));
        Path data = absolute(environment, "XDG_DATA_HOME")
                .orElse(home.resolve(".local").resolve("share"));
        return new UserFolders(home, config, state.resolve("vastctl"), data);
    }

    /** The XDG rules ignore relative paths. */
    private static Optional<Path> absolute(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    /** A path as people write it, with {@code ~/} for the home. */
    public Path path(String text) {
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    }

    public Path configFile() {
        return allConfig.resolve("vastctl").resolve("config.yaml");
    }

    /** What the guard keeps alive, where no other file is named. */
    public Path guardPlan() {
        return allConfig.resolve("vastctl").resolve("guard.yaml");
    }

    public Path workloads() {
        return allConfig.resolve("vastctl").resolve("workloads");
    }

    public Path plugins() {
        return allConfig.resolve("vastctl").resolve("plugins");
    }

    public Path database() {
        return state.resolve("vastctl.db");
    }

    /** The private key that operators of the official CLI keep for Vast.ai. */
    public Path sharedSshKey() {
        return home.resolve(".ssh").resolve("id_rsa_vastai");
    }

    /** The private key that vastctl makes for itself when there is no other. */
    public Path ownSshKey() {
        return state.resolve("id_ed25519");
    }
}
