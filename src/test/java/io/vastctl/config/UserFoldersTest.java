package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {

    @Test
    void followTheXdgVariables() {
        UserFolders folders =
                UserFolders.of(Map.of("HOME", "/home/ann", "XDG_CONFIG_HOME", "/cfg", "XDG_STATE_HOME", "/var/state"));

        assertThat(folders.configFile()).isEqualTo(Path.of("/cfg/vastctl/config.yaml"));
        assertThat(folders.workloads()).isEqualTo(Path.of("/cfg/vastctl/workloads"));
        assertThat(folders.plugins()).isEqualTo(Path.of("/cfg/vastctl/plugins"));
        assertThat(folders.database()).isEqualTo(Path.of("/var/state/vastctl/vastctl.db"));
        assertThat(folders.ownSshKey()).isEqualTo(Path.of("/var/state/vastctl/id_ed25519"));
        assertThat(folders.sharedSshKey()).isEqualTo(Path.of("/home/ann/.ssh/id_rsa_vastai"));
    }

    @Test
    void fallBackToTheHome() {
        UserFolders folders = UserFolders.of(Map.of("HOME", "/home/ann", "XDG_CONFIG_HOME", "relative"));

        assertThat(folders.configFile()).isEqualTo(Path.of("/home/ann/.config/vastctl/config.yaml"));
        assertThat(folders.database()).isEqualTo(Path.of("/home/ann/.local/state/vastctl/vastctl.db"));
        assertThat(UserFolders.of(Map.of()).home()).isEqualTo(Path.of(System.getProperty("user.home")));
    }

    @Test
    void aPathMayBeginWithTheHome() {
        UserFolders folders = UserFolders.of(Map.of("HOME", "/home/ann"));

        assertThat(folders.path("~/.ssh/vast")).isEqualTo(Path.of("/home/ann/.ssh/vast"));
        assertThat(folders.path("/etc/key")).isEqualTo(Path.of("/etc/key"));
    }

    @Test
    void dataOfAllProgramsIsWhereTheVariableSaysOrInTheHome() {
        assertThat(UserFolders.of(Map.of("HOME", "/home/ann")).data()).isEqualTo(Path.of("/home/ann/.local/share"));
        assertThat(UserFolders.of(Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "/d"))
                        .data())
                .isEqualTo(Path.of("/d"));
    }
}
