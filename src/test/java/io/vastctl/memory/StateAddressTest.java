package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateAddressTest {

    @Test
    void aPathIsAFileAndAnAddressAServer() {
        assertThat(StateAddress.of("/var/lib/a b.db")).isEqualTo(new StateAddress.InFile(Path.of("/var/lib/a b.db")));
        assertThat(StateAddress.of("postgres.db")).isEqualTo(new StateAddress.InFile(Path.of("postgres.db")));
        assertThat(StateAddress.of("jdbc:postgresql://db:5432/vastctl?user=ann&sslmode=verify-full"))
                .isInstanceOf(StateAddress.OnServer.class);
        assertThat(StateAddress.of("jdbc:postgresql:vastctl")).isInstanceOf(StateAddress.OnServer.class);
    }

    @Test
    void theNameTellsWhichOneIsMeantAndNothingElse() {
        assertThat(StateAddress.of("jdbc:postgresql://db:5432/vastctl?user=ann&sslrootcert=/ca.pem&currentSchema=team")
                        .name())
                .isEqualTo("jdbc:postgresql://db:5432/vastctl?user=ann&currentSchema=team");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/vastctl?password=planted-42",
                "jdbc:postgresql://db/vastctl?user=ann&PassWord=planted-42",
                "jdbc:postgresql://db/vastctl?user=ann&p%61ssword=planted-42",
                "jdbc:postgresql://db/vastctl?sslpassword=planted-42",
                "jdbc:postgresql://ann:planted-42@db/vastctl",
                "postgresql://ann:planted-42@db/vastctl",
                "jdbc:mysql://db/vastctl?password=planted-42",
                "jdbc:postgresql://db/ ?password=planted-42",
                "http://planted-42@db/"
            })
    void aPasswordInTheAddressIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> StateAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("planted-42")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theRefusalNamesWhereAPasswordBelongs() {
        assertThatThrownBy(() -> StateAddress.of("jdbc:postgresql://db/vastctl?password=x"))
                .hasMessageContaining("PGPASSFILE")
                .hasMessageContaining("host:port:database:user:password");
    }
}
