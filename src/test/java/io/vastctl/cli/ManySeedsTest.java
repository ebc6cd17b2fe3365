package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong: nothing is left running, and only machines that failed are barred. */
class ManySeedsTest {

    @TempDir
    Path home;

    static Stream<Arguments> worlds() {
        return Stream.concat(
                IntStream.rangeClosed(1, 15).mapToObj(seed -> Arguments.of("hostile", seed)),
                IntStream.rangeClosed(1, 10).mapToObj(seed -> Arguments.of("ordinary", seed)));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void nothingIsLeftRunningAndBlameIsEarned(String scenario, int seed) {
        Shell shell = new Shell(home);

        Ran ran = shell.simulate("--simulate=" + scenario, "--seed", String.valueOf(seed), "-o", "json");

        JsonNode run = ran.json("run");
        assertThat(ran.code())
                .as(run.toPrettyString())
                .isEqualTo(run.path("exitCode").asInt());
        assertThat(ran.code()).as(ran.err()).isIn(0, 4, 8);
        assertThat(run.path("stillRunning")).isEmpty();
        assertThat(run.path("simulation").path("alive").asInt(-1)).isZero();
        assertThat(run.path("simulation").path("doubleRentals").asInt(-1)).isZero();
        assertThat(barred(shell)).isEqualTo(blamed(run));
        shell.run("doctor", "--simulate").exits(0);
    }

    @Test
    void attemptsFailForDifferentReasons() {
        Set<String> signatures = new TreeSet<>();
        for (int seed = 21; seed <= 22; seed++) {
            Shell shell = new Shell(home.resolve(String.valueOf(seed)));
            JsonNode run = shell.simulate("--simulate=hostile", "--seed", String.valueOf(seed), "-o", "json")
                    .json("run");
            Ran.items(run.path("attempts"))
                    .forEach(attempt -> signatures.add(
                            attempt.path("failure").path("signature").asText()));
        }
        assertThat(signatures).hasSizeGreaterThan(1);
    }

    private static Set<String> blamed(JsonNode run) {
        Set<String> machines = new TreeSet<>();
        for (JsonNode attempt : Ran.items(run.path("attempts")))
            if (attempt.path("failure").path("blames").asText().equals("machine"))
                machines.add(attempt.path("machineId").asText());
        return machines;
    }

    private static Set<String> barred(Shell shell) {
        List<JsonNode> entries = Ran.items(shell.run("bad-hosts", "list", "--all", "-o", "json")
                .exits(0)
                .json("bad-hosts")
                .path("entries"));
        Set<String> machines = new TreeSet<>();
        for (JsonNode entry : entries)
            if (entry.path("scope").asText().equals("machine"))
                machines.add(entry.path("id").asText());
        return machines;
    }
}
