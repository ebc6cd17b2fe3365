package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunStart;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the views say of machines, hosts and runs is what counts. */
class StandingTest {

    @TempDir
    Path home;

    private Shell shell;
    private int attempts;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void explainOfAMachineTellsWhatWasSaidOfItsHost() {
        JsonNode run = shell.simulate("--simulate=calm", "-o", "json").exits(0).json("run");
        String machine = run.path("attempts").get(0).path("machineId").asText();
        String host = run.path("attempts").get(0).path("hostId").asText();
        shell.run("bad-hosts", "explain", machine).refuses(2, "nothing was ever held against machine " + machine);

        shell.run("bad-hosts", "add", host, "--host", "--reason", "rude").exits(0);
        shell.run("bad-hosts", "explain", machine)
                .exits(0)
                .says("machine " + machine + ": barred", "its host " + host + ": barred", "by hand: rude");
        shell.run("hosts", "show", machine).exits(0).says(": barred;");

        shell.run("bad-hosts", "whitelist", host, "--host", "--reason", "friends")
                .exits(0);
        shell.run("bad-hosts", "explain", machine)
                .exits(0)
                .says("machine " + machine + ": whitelisted", "its host " + host, "(friends)");

        shell.run("bad-hosts", "add", machine, "--reason", "loud").exits(0);
        JsonNode explained =
                shell.run("bad-hosts", "explain", machine, "-o", "json").json("bad-host");
        assertThat(explained.path("standing").asText()).isEqualTo("barred");
        assertThat(explained.path("barred").asBoolean()).isTrue();
        assertThat(explained.path("host").path("standing").asText()).isEqualTo("whitelisted");
        assertThat(explained.path("host").path("exemption").path("reason").asText())
                .isEqualTo("friends");
    }

    @Test
    void explainNamesThePoliciesUnderWhichAHostIsBarredForItsMachines() {
        shell.write(
                shell.config().resolve("config.yaml"),
                "policies:\n  night:\n    like: balanced\n    bar-host-after: 1\n");
        fail(6, FailureClass.STALLED);
        assertThat(shell.run("bad-hosts", "explain", "7", "--host").exits(0).out())
                .contains("host 7: not barred", "no strike")
                .doesNotContain("whole host");

        shell.time.pass(Duration.ofDays(2));
        fail(5, FailureClass.INFRA_FATAL);

        shell.run("bad-hosts", "explain", "7", "--host")
                .exits(0)
                .says("1 machine is barred by failures (real market)", "under: strict, night");
        shell.run("bad-hosts", "explain", "6")
                .exits(0)
                .says("machine 6: barred under some policies", "its host 7", "under: strict, night");
        JsonNode json =
                shell.run("bad-hosts", "explain", "6", "-o", "json").exits(0).json("bad-host");
        assertThat(Ran.items(json.path("barredUnder")))
                .extracting(JsonNode::asText)
                .containsExactly("strict", "night");
        assertThat(json.path("barred").asBoolean()).isFalse();
    }

    @Test
    void aHostIsShownWithAllItsMachines() {
        JsonNode run = shell.simulate("--simulate=calm", "-o", "json").exits(0).json("run");
        String machine = run.path("attempts").get(0).path("machineId").asText();
        String host = run.path("attempts").get(0).path("hostId").asText();

        shell.run("hosts", "show", host, "--host")
                .exits(0)
                .says("Host " + host + " (simulated): not barred", "on 1 machine", "90th percentile", machine);
        JsonNode shown = shell.run("hosts", "show", host, "--host", "-o", "json")
                .exits(0)
                .json("host-machines");
        assertThat(shown.path("hostId").asText()).isEqualTo(host);
        assertThat(shown.path("machines").get(0).path("machineId").asText()).isEqualTo(machine);
        assertThat(shown.path("successes").asInt()).isEqualTo(1);
        assertThat(shown.path("costDollars").asDouble())
                .isEqualTo(run.path("attempts").get(0).path("costDollars").asDouble());
        assertThat(shown.path("attempts")).hasSize(1);
        shell.run("hosts", "show", host, "--host", "--reports").refuses(2, "--reports");
        shell.run("hosts", "show", "1", "--host").refuses(2, "no machine of host 1 was ever rented");
    }

    @Test
    void aListThatIsCutSaysSo() {
        try (Workbench bench = shell.bench()) {
            RunHistory history = new RunHistory(bench.database());
            for (int i = 10; i <= 60; i++)
                history.begin(new RunStart(
                        "run-" + i, "test", "strict", "tinyllama", "i", "m", Origin.REAL, shell.time.instant(), ""));
        }

        for (String format : List.of("table", "csv", "json")) {
            assertThat(shell.run("runs", "list", "-o", format).exits(0).err())
                    .contains("only the newest 50 runs", "--limit");
            assertThat(shell.run("runs", "list", "--limit", "51", "-o", format)
                            .exits(0)
                            .err())
                    .isEmpty();
        }
        JsonNode cut = shell.run("runs", "list", "-o", "json").json("runs");
        assertThat(cut.path("runs")).hasSize(50);
        assertThat(cut.path("more").asBoolean()).isTrue();
        JsonNode all =
                shell.run("runs", "list", "-o", "json", "--limit", "2147483647").json("runs");
        assertThat(all.path("runs")).hasSize(51);
        assertThat(all.path("more").asBoolean(true)).isFalse();
    }

    private void fail(long machine, FailureClass failureClass) {
        Failure failure = new Failure(failureClass, "no-progress", Phase.IMAGE_PULL, "");
        try (Workbench bench = shell.bench()) {
            new BadHosts(bench.database())
                    .charge(
                            new Evidence(
                                    new AttemptKey("run", ++attempts),
                                    machine,
                                    7,
                                    "tinyllama",
                                    "image",
                                    Optional.of(failure),
                                    shell.time.instant()),
                            Origin.REAL);
        }
    }
}
