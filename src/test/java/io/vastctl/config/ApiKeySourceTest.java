package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeySourceTest {

    private static final String SECRET = "0123456789abcdef-planted";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setHome() {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions");
        environment.put("HOME", home.toString());
    }

    private ApiKeySource source() {
        return new ApiKeySource(environment, UserFolders.of(environment));
    }

    private Path write(Path file, String content, String permissions) throws IOException {
        Path folder = file.getParent();
        if (folder != null) Files.createDirectories(folder);
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void variableThenNewFileThenOldFile() throws IOException {
        assertThat(source().find()).isEmpty();

        Path old = write(home.resolve(".vast_api_key"), "old-key\n", "rw-------");
        assertThat(source().find()).contains(new FoundKey("old-key", old.toString()));

        Path current = write(home.resolve(".config/vastai/vast_api_key"), "current-key", "rw-------");
        assertThat(source().find()).contains(new FoundKey("current-key", current.toString()));

        environment.put("VAST_API_KEY", " env-key ");
        assertThat(source().find()).contains(new FoundKey("env-key", "environment VAST_API_KEY"));
    }

    @Test
    void aServiceHasItsKeyAsACredentialWhateverItsModeShows() throws IOException {
        write(home.resolve(".config/vastai/vast_api_key"), "current-key", "rw-------");
        Path credential = write(home.resolve("credentials/vast_api_key"), "service-key\n", "r--r-----");
        environment.put("CREDENTIALS_DIRECTORY", home.resolve("credentials").toString());

        assertThat(source().find()).contains(new FoundKey("service-key", credential.toString()));

        Files.delete(credential);
        assertThat(source().find()).get().extracting(FoundKey::secret).isEqualTo("current-key");
    }

    @Test
    void emptyPlacesHoldNoKey() throws IOException {
        environment.put("VAST_API_KEY", "");
        write(home.resolve(".config/vastai/vast_api_key"), "\n", "rw-------");
        assertThat(source().find()).isEmpty();

        write(home.resolve(".vast_api_key"), "old-key", "rw-------");
        assertThat(source().find()).map(FoundKey::secret).contains("old-key");
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        Path file = write(home.resolve(".vast_api_key"), SECRET, "rw-r--r--");

        assertThatThrownBy(() -> source().find())
                .isInstanceOf(BadSettingException.class)
                .hasMessage(file + ": others can read this API key (rw-r--r--); run: chmod 600 " + file);
    }

    @Test
    void theKeyIsNeverShown() throws IOException {
        write(home.resolve(".vast_api_key"), SECRET, "rw-------");
        assertThat(source().find().orElseThrow().toString()).doesNotContain(SECRET);

        environment.put("VAST_API_KEY", SECRET + "\n" + SECRET);
        assertThatThrownBy(() -> source().find())
                .isInstanceOf(BadSettingException.class)
                .hasMessageNotContaining(SECRET)
                .hasMessageStartingWith("environment VAST_API_KEY: expected one API key");
    }
}
