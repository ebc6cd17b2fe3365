package io.vastctl.cli.market;

import io.vastctl.config.ApiKeySource;
import io.vastctl.config.FoundKey;
import io.vastctl.config.Settings;
import io.vastctl.config.UserFolders;
import io.vastctl.ssh.SshIdentity;
import io.vastctl.ssh.SshKeys;
import io.vastctl.ssh.Unlocking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the operator opens doors with: the API key and the SSH key, each looked for when it is first asked for. */
public final class OperatorKeys {

    private final Map<String, String> environment;
    private final UserFolders folders;
    private final Settings settings;
    private final Supplier<Path> stateFolder;
    private final Function<String, Optional<char[]>> asking;
    private Optional<SshIdentity> identity = Optional.empty();

    /**
     * Looks for nothing yet.
     *
     * @param stateFolder where a key of our own is kept, besides the state file
     * @param asking for a passphrase, unseen; empty if there is nobody to ask
     */
    public OperatorKeys(
            Map<String, String> environment,
            UserFolders folders,
            Settings settings,
            Supplier<Path> stateFolder,
            Function<String, Optional<char[]>> asking) {
        this.environment = environment;
        this.folders = folders;
        this.settings = settings;
        this.stateFolder = stateFolder;
        this.asking = asking;
    }

    /** Where the API key is looked for. */
    public ApiKeySource api() {
        return new ApiKeySource(environment, folders);
    }

    /** Where the API key comes from; never the key. */
    public Optional<String> apiSource() {
        return api().find().map(FoundKey::source);
    }

    /** The SSH key; made on first use if there is none, and asked for its passphrase once if it has one. */
    public SshIdentity ssh() {
        SshIdentity key = identity.orElseGet(this::loaded);
        identity = Optional.of(key);
        return key;
    }

    /** The SSH key that is found without being named, or the place where it would be made. */
    public Path foundSsh() {
        Path shared = folders.sharedSshKey();
        return Files.exists(shared)
                ? shared
                : stateFolder.get().resolve(String.valueOf(folders.ownSshKey().getFileName()));
    }

    /** Everything in reach that must not be handed on: the key, and variables whose names say so. */
    public List<String> secrets() {
        return SecretValues.in(environment);
    }

    private SshIdentity loaded() {
        Optional<Path> agent = Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isBlank())
                .map(Path::of);
        return SshKeys.load(
                settings.get(Settings.SSH_KEY).map(folders::path),
                folders.home(),
                stateFolder.get(),
                new Unlocking(agent, asking));
    }
}
