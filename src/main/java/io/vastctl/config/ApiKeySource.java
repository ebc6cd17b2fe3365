package io.vastctl.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the API key where the official CLI keeps it too. */
public final class ApiKeySource {

    private static final String VARIABLE = "VAST_API_KEY";
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";
    private static final Set<PosixFilePermission> OTHERS_READ =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Map<String, String> environment;
    private final UserFolders folders;

    public ApiKeySource(Map<String, String> environment, UserFolders folders) {
        this.environment = Map.copyOf(environment);
        this.folders = folders;
    }

    /**
     * The key from {@code VAST_API_KEY}, else from the credential {@code vast_api_key} that systemd hands to a service,
     * else from the official CLI's files.
     *
     * @return empty if there is none; an empty variable or file is none
     * @throws BadSettingException if others can read the file, or what is there cannot be a key
     */
    public Optional<FoundKey> find() {
        return inEnvironment().or(this::inCredentials).or(this::inFiles);
    }

    /** The key of the variable alone. */
    public Optional<FoundKey> inEnvironment() {
        return parse(environment.getOrDefault(VARIABLE, ""), "environment " + VARIABLE);
    }

    /** Systemd lets nobody else into that folder; the mode of the files in it shows its own access list, not others. */
    private Optional<FoundKey> inCredentials() {
        return Optional.ofNullable(environment.get(CREDENTIALS))
                .map(folder -> Path.of(folder, "vast_api_key"))
                .filter(Files::exists)
                .flatMap(file -> parse(TextFile.read(file), file.toString()));
    }

    /** The key of the files alone, as {@link #find} finds it. */
    public Optional<FoundKey> inFiles() {
        return files().stream()
                .filter(Files::exists)
                .map(ApiKeySource::read)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Where a key is looked for, in order. */
    public List<Path> files() {
        return List.of(
                folders.allConfig().resolve("vastai").resolve("vast_api_key"),
                folders.home().resolve(".vast_api_key"));
    }

    /** The key of a file; empty if the file is. @throws BadSettingException as {@link #find} does */
    public static Optional<FoundKey> read(Path file) {
        refuseIfOthersCanRead(file);
        return parse(TextFile.read(file), file.toString());
    }

    /**
     * A key as somebody wrote it.
     *
     * @param source where it comes from, for people
     * @throws BadSettingException if it cannot be a key; it is not quoted
     */
    public static Optional<FoundKey> parse(String text, String source) {
        String secret = text.strip();
        if (secret.isEmpty()) return Optional.empty();
        // A line break or a letter outside ASCII would break the request header, whose error quotes it.
        if (!secret.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f)) {
            throw new BadSettingException(source + ": expected one API key, found spaces, line breaks or other signs");
        }
        return Optional.of(new FoundKey(secret, source));
    }

    private static void refuseIfOthersCanRead(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OTHERS_READ::contains)) {
                throw new BadSettingException(file + ": others can read this API key ("
                        + PosixFilePermissions.toString(permissions) + "); run: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw new BadSettingException(file + ": cannot tell who can read it: " + e.getMessage(), e);
        }
    }
}
