package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("pgpass"), "*:*:*:*:word\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    }

    @Test
    void oneThatAGroupMayReadIsNotRead() {
        PasswordFile read = PasswordFile.of(Map.of("PGPASSFILE", file.toString()));

        assertThat(read.forTheDriver()).isEqualTo("/dev/null");
        assertThat(read.complaint()).hasValueSatisfying(why -> assertThat(why).contains("r--r-----"));
    }

    @Test
    void amongSystemdsCredentialsTheModeShowsTheAccessListAlone() {
        PasswordFile read =
                PasswordFile.of(Map.of("PGPASSFILE", file.toString(), "CREDENTIALS_DIRECTORY", folder.toString()));

        assertThat(read.forTheDriver()).isEqualTo(file.toString());
        assertThat(read.complaint()).isEmpty();
    }
}
