package io.vastctl.cli.badhosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadHostsCommandTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void anEmptyListSaysSo() {
        shell.run("bad-hosts", "list").exits(0).says("No bad hosts.");
        assertThat(entries()).isEmpty();
    }

    @Test
    void aMachineIsBarredByHandForGood() {
        shell.run("bad-hosts", "add", "5", "--reason", "melts").exits(0).says("machine 5 is barred.");

        JsonNode entry = entries().get(0);
        assertThat(entry.path("scope").asText()).isEqualTo("machine");
        assertThat(entry.path("id").asLong()).isEqualTo(5);
        assertThat(entry.path("cause").asText()).isEqualTo("melts");
        assertThat(entry.path("source").asText()).isEqualTo("manual");
        assertThat(entry.path("active").asBoolean()).isTrue();
        assertThat(entry.has("expiresAt")).isFalse();
        shell.run("bad-hosts", "list").exits(0).says("melts", "never", "manual");
    }

    @Test
    void anEntryExpiresWhenToldTo() {
        shell.run("bad-hosts", "add", "5", "--expires", "2h").exits(0).says("machine 5 is barred for 2h.");
        assertThat(shell.run("bad-hosts", "list").out()).contains("in 2 h");

        shell.time.pass(Duration.ofHours(3));

        shell.run("bad-hosts", "list").exits(0).says("No bad hosts.");
        shell.run("bad-hosts", "list", "--all").exits(0).says("expired");
    }

    @Test
    void aHostIsNoMachine() {
        shell.run("bad-hosts", "add", "5", "--host").exits(0).says("host 5 is barred.");

        shell.run("bad-hosts", "remove", "5").refuses(2, "machine 5", "--host");
        shell.run("bad-hosts", "remove", "5", "--host").exits(0).says("host 5 is no longer barred.");
        assertThat(entries()).isEmpty();
    }

    @Test
    void theWhitelistLiftsAndIsListed() {
        shell.run("bad-hosts", "add", "5").exits(0);

        shell.run("bad-hosts", "whitelist", "5", "--reason", "repaired")
                .exits(0)
                .says("machine 5 is whitelisted.");

        assertThat(entries()).isEmpty();
        shell.run("bad-hosts", "list").says("whitelisted: machine 5 (repaired)");
        JsonNode listed = shell.run("bad-hosts", "list", "-o", "json").json("bad-hosts");
        assertThat(listed.path("whitelist").get(0).path("reason").asText()).isEqualTo("repaired");
        shell.run("bad-hosts", "unwhitelist", "5", "--host").refuses(2, "host 5");
        shell.run("bad-hosts", "unwhitelist", "5").exits(0).says("no longer whitelisted");
        assertThat(shell.run("bad-hosts", "list").out()).doesNotContain("whitelisted:");
    }

    @Test
    void clearAsksFirst() {
        shell.run("bad-hosts", "add", "5").exits(0);
        shell.run("bad-hosts", "add", "6", "--host").exits(0);

        shell.run("bad-hosts", "clear").refuses(2, "nothing was removed", "--yes");
        assertThat(shell.answering("n").run("bad-hosts", "clear").exits(2).out())
                .isEmpty();
        assertThat(entries()).hasSize(2);

        assertThat(shell.answering("y")
                        .run("bad-hosts", "clear", "--scope", "host")
                        .exits(0)
                        .err())
                .contains("Remove host bad-host entries? [y/N]");
        assertThat(entries()).extracting(entry -> entry.path("scope").asText()).containsExactly("machine");

        Ran cleared = shell.run("bad-hosts", "clear", "--yes", "-o", "json").exits(0);
        assertThat(cleared.json("done").path("message").asText()).isEqualTo("1 entry removed.");
        assertThat(entries()).isEmpty();
    }

    @Test
    void aBlankReasonIsRefused() {
        shell.run("bad-hosts", "add", "5", "--reason", " ").refuses(2, "--reason is blank");
        assertThat(entries()).isEmpty();
    }

    @Test
    void noReasonForgesALineOrReachesTheTerminalRaw() {
        shell.run("bad-hosts", "whitelist", "7", "--reason", "ok\nhost 9 \u001b[31mbarred")
                .exits(0);
        shell.run("bad-hosts", "add", "5", "--reason", "ok\n\u001b[2Jmachine 6: barred")
                .exits(0);

        for (String[] command :
                List.of(new String[] {"bad-hosts", "list"}, new String[] {"bad-hosts", "explain", "5"}, new String[] {
                    "bad-hosts", "explain", "7"
                })) {
            Ran ran = shell.run(command).exits(0);
            assertThat(ran.out()).doesNotContain("\u001b").contains("ok ");
            assertThat(ran.out().lines()).noneMatch(line -> line.startsWith("machine 6") || line.startsWith("host 9"));
        }
    }

    private List<JsonNode> entries() {
        return Ran.items(shell.run("bad-hosts", "list", "-o", "json")
                .exits(0)
                .json("bad-hosts")
                .path("entries"));
    }
}
