package io.vastctl.cli.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.memory.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    /** A run with failures, a bar, an exemption and a setting. */
    private void live() {
        shell.simulate("--simulate=hostile", "--seed", "3");
        shell.run("bad-hosts", "add", "142187", "--reason", "slow \u00fcber alles")
                .exits(0);
        shell.run("bad-hosts", "whitelist", "5").exits(0);
        shell.run("config", "set", "strictness", "balanced").exits(0);
    }

    private static long rows(JsonNode document, String table) {
        return Ran.items(document.path("tables")).stream()
                .filter(one -> one.path("table").asText().equals(table))
                .findFirst()
                .orElseThrow()
                .path("rows")
                .asLong();
    }

    @Test
    void theCheckReadsAllOfItAndCounts() {
        live();

        JsonNode checked = shell.run("state", "check", "-o", "json").exits(0).json("state-check");

        assertThat(checked.path("engine").asText()).isEqualTo("SQLite");
        assertThat(checked.path("state").asText()).isEqualTo(shell.database().toString());
        assertThat(rows(checked, "runs")).isEqualTo(1);
        assertThat(rows(checked, "attempts")).isGreaterThan(0);
        assertThat(rows(checked, "whitelist")).isEqualTo(1);
        shell.run("state", "check").exits(0).says("TABLE", shell.database() + " is sound: SQLite, schema ");
    }

    @Test
    void whatWasCopiedToAServerAndBackIsWhatItWas() throws Exception {
        live();
        String server = EmbeddedServer.empty();
        Path back = home.resolve("back.db");
        String runs = shell.run("runs", "list", "-o", "json").exits(0).out();
        String hosts = shell.run("hosts", "list", "-o", "json").exits(0).out();
        String barred = shell.run("bad-hosts", "export").exits(0).out();

        JsonNode copied =
                shell.run("state", "copy", server, "-o", "json").exits(0).json("state-copy");
        assertThat(copied.path("rows").asLong()).isGreaterThan(5);
        assertThat(copied.path("to").asText()).isEqualTo(server);
        shell.with("VASTCTL_STATE", server);
        assertThat(shell.run("state", "check", "-o", "json")
                        .exits(0)
                        .json("state-check")
                        .path("engine")
                        .asText())
                .isEqualTo("PostgreSQL");
        assertThat(shell.run("runs", "list", "-o", "json").exits(0).out()).isEqualTo(runs);
        assertThat(shell.run("hosts", "list", "-o", "json").exits(0).out()).isEqualTo(hosts);
        assertThat(shell.run("bad-hosts", "export").exits(0).out()).isEqualTo(barred);

        shell.run("state", "backup", back.toString()).exits(0).says("copied and compared", "to " + back);

        assertThat(Files.getPosixFilePermissions(back)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(home.resolve("back.db.unfinished")).doesNotExist();
        assertThat(shell.run("--version").exits(0).out()).isNotEmpty();
        assertThat(shell.run("runs", "list", "-o", "json", "--state", back.toString())
                        .exits(0)
                        .out())
                .isEqualTo(runs);
        // The server numbers its rows on after those that were put in.
        shell.simulate("--simulate=hostile", "--seed", "4");
        shell.run("bad-hosts", "add", "77").exits(0);
        assertThat(Ran.items(
                        shell.run("runs", "list", "-o", "json").json("runs").path("runs")))
                .hasSize(2);
    }

    @Test
    void nothingThatIsThereIsWrittenOver() {
        live();
        String server = EmbeddedServer.empty();
        Path other = home.resolve("other.db");
        shell.run("config", "set", "strictness", "strict", "--state", server).exits(0);
        shell.run("state", "copy", other.toString()).exits(0);

        shell.run("state", "copy", server).refuses(2, server, "settings has 1", "empty");
        shell.run("state", "copy", other.toString()).refuses(2, other.toString(), "is there already");
        shell.run("state", "backup", other.toString()).refuses(2, other.toString(), "is there already");
        assertThat(shell.run("config", "get", "strictness", "--state", server)
                        .exits(0)
                        .out())
                .isEqualToIgnoringNewLines("strict");
    }

    @Test
    void whereNothingIsThereIsNothingToCopy() {
        Path other = home.resolve("other.db");

        shell.run("state", "copy", other.toString())
                .refuses(2, "nothing to copy", shell.database().toString());
        shell.run("state", "backup", other.toString()).refuses(2, "nothing to copy");
        assertThat(other).doesNotExist();
        assertThat(shell.database()).doesNotExist();
    }
}
