package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that no host can start, but whose failure reads like a broken host. */
class CommonCauseStormTest {

    private static final String BAD_IMAGE = "vllm/vllm-openai:too-many-layers";

    @TempDir
    Path home;

    @Test
    void sixHostsThatFailAlikeAreNotToBlame() {
        Shell shell = new Shell(home);
        Set<Long> hosts = new HashSet<>();

        Ran first = run(shell, "2");
        keepApart(shell, first.exits(4).json("run"), hosts);
        assertThat(automatic(shell)).as("two may meet by chance").hasSize(2);

        for (int run = 0; hosts.size() < 6 && run < 6; run++) {
            JsonNode stopped = run(shell, "6").exits(5).json("run");
            assertThat(stopped.path("attempts")).as("no further host is tried").hasSize(1);
            assertThat(stopped.path("simulation").path("alive").asInt(-1)).isZero();
            keepApart(shell, stopped, hosts);
        }

        assertThat(hosts).hasSize(6);
        assertThat(automatic(shell)).as("bars").isEmpty();
        for (JsonNode machine : machines(shell))
            assertThat(machine.path("infraFailures").asInt()).isZero();
        long one = machines(shell).get(0).path("machineId").asLong();
        shell.run("bad-hosts", "explain", String.valueOf(one))
                .exits(0)
                .says("withdrawn", "6 different hosts", BAD_IMAGE);
        withdrawnEverywhere(shell, first.json("run").path("runId").asText(), one);
    }

    @Test
    void oneRunThatMeetsThemAllStopsAtTheThird() {
        Shell shell = new Shell(home);

        JsonNode run = run(shell, "6").exits(5).json("run");

        assertThat(run.path("attempts")).hasSize(3);
        assertThat(run.path("outcome").asText()).isEqualTo("workload");
        shell.run("bad-hosts", "list", "--all").exits(0).says("No bad hosts.");
    }

    /** Also where the failure itself is shown. */
    private static void withdrawnEverywhere(Shell shell, String run, long machine) {
        String number = String.valueOf(machine);
        for (Ran shown : List.of(
                shell.run("runs", "show", run).exits(0),
                shell.run("hosts", "show", number).exits(0)))
            assertThat(shown.out())
                    .contains("blames nobody", "withdrawn: 6 different hosts")
                    .doesNotContain("blames machine");
        List<JsonNode> failures = new ArrayList<>();
        shell.run("runs", "show", run, "-o", "json")
                .json("run-detail")
                .path("attempts")
                .forEach(attempt -> failures.add(attempt.path("failure")));
        shell.run("hosts", "show", number, "-o", "json")
                .json("host")
                .path("attempts")
                .forEach(attempt -> failures.add(attempt.path("failure")));
        assertThat(failures).hasSizeGreaterThanOrEqualTo(2).allSatisfy(failure -> {
            assertThat(failure.path("blames").asText()).isEqualTo("nobody");
            assertThat(failure.path("withdrawn").asText()).contains("6 different hosts", BAD_IMAGE);
        });
    }

    private static Ran run(Shell shell, String attempts) {
        return shell.simulate("--simulate=calm", "--image", BAD_IMAGE, "--max-attempts", attempts, "-o", "json");
    }

    /** Bars the hosts by hand, so that the next run meets others. */
    private static void keepApart(Shell shell, JsonNode run, Set<Long> hosts) {
        for (JsonNode attempt : run.path("attempts")) {
            long host = attempt.path("hostId").asLong();
            if (hosts.add(host))
                shell.run("bad-hosts", "add", String.valueOf(host), "--host").exits(0);
        }
    }

    private static List<JsonNode> automatic(Shell shell) {
        return Ran.items(shell.run("bad-hosts", "list", "--all", "--source", "automatic", "-o", "json")
                .exits(0)
                .json("bad-hosts")
                .path("entries"));
    }

    private static List<JsonNode> machines(Shell shell) {
        return Ran.items(
                shell.run("hosts", "list", "-o", "json").exits(0).json("hosts").path("machines"));
    }
}
