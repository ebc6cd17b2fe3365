package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.RunFilter;
import io.vastctl.memory.RunHistory;
import io.vastctl.readiness.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged JAR as cron and people start it. */
class JarIT {

    private static final String[] RUN = {"test", "--strictness", "balanced", "--simulate", "--speed", "5000"};

    @TempDir
    Path home;

    @Test
    void itKnowsItsVersion() throws Exception {
        JarProcess version = JarProcess.start(home, "--version").exits(0);

        assertThat(version.out()).matches("vastctl \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void theMainJobIsDoneOnOneCommand() throws Exception {
        JarProcess run = JarProcess.start(home, args("-o", "json")).exits(0);

        JsonNode json = run.json();
        assertThat(json.path("schema").asText()).isEqualTo("vastctl.run/1");
        assertThat(json.path("simulation").path("alive").asInt(-1)).isZero();
        assertThat(json.path("endpoint").path("tokensPerSecond").asDouble()).isPositive();
    }

    @Test
    void exitCodesReachTheShell() throws Exception {
        List<JarProcess> all = List.of(
                JarProcess.start(home.resolve(folder("2")), args("--max-price", "abc")),
                JarProcess.start(home.resolve(folder("3")), args("--max-price", "0.001")),
                JarProcess.start(home.resolve(folder("5")), args("--model", "no-such-org/x")),
                JarProcess.start(home.resolve(folder("7")), "test"),
                JarProcess.start(home.resolve(folder("8")), args("--max-spend", "0.001")));

        all.get(0).exits(2);
        all.get(1).exits(3);
        all.get(2).exits(5);
        assertThat(all.get(3).exits(7).err()).hasLineCount(1).contains("VAST_API_KEY", "--simulate");
        all.get(4).exits(8);
    }

    @Test
    void theServiceFilesOfAllPartsAreInTheJar() throws Exception {
        JarProcess doctor =
                JarProcess.start(home, "doctor", "--simulate", "-o", "json").exits(0);

        assertThat(doctor.json().path("checks")).anySatisfy(check -> {
            assertThat(check.path("check").asText()).isEqualTo("adapters");
            assertThat(check.path("detail").asText()).contains("http, vllm");
            assertThat(check.path("good").asBoolean()).isTrue();
        });
    }

    @Test
    void thePluginOfTheDocumentationRunsBesideTheJar() throws Exception {
        Path project = Path.of("docs/examples/adapter-plugin").toAbsolutePath();
        PluginSource.pack(
                PluginSource.compile(project.resolve("src/main/java"), home),
                project.resolve("src/main/resources"),
                home.resolve("config/vastctl/plugins/tgi.jar"),
                "1");

        JarProcess run = JarProcess.start(
                        home, args("--workload", project.resolve("tgi.yaml").toString(), "-o", "json"))
                .exits(0);

        assertThat(run.json().path("workload").asText()).isEqualTo("tgi");
        assertThat(run.json().path("simulation").path("alive").asInt(-1)).isZero();
    }

    @Test
    void twoProcessesShareOneStateFile() throws Exception {
        Path state = home.resolve("shared.db");
        JarProcess one = JarProcess.start(home, args("--state", state.toString()));
        JarProcess two = JarProcess.start(home, args("--state", state.toString(), "--seed", "2"));

        one.exits(0);
        two.exits(0);

        try (Database database = Database.open(state, Clock.systemUTC())) {
            assertThat(new RunHistory(database).list(new RunFilter(Optional.empty(), Optional.of("ready"), 10)))
                    .hasSize(2);
            assertThat(new Journal(database).open()).isEmpty();
        }
    }

    @Test
    void cronsLocaleAndNoTerminalGiveReadableText() throws Exception {
        JarProcess run = JarProcess.start(home, Map.of("LANG", "C", "LC_ALL", "C"), args())
                .exits(0);

        assertThat(run.out() + run.err())
                .matches("(?s)\\p{ASCII}*")
                .doesNotContain("\u001b", "\r", "?")
                .contains("Result    verified in");
    }

    @Test
    void verboseLogsToStderrWithoutTheKey() throws Exception {
        JarProcess run = JarProcess.start(
                        home, Map.of("VAST_API_KEY", "planted-api-key-5b1e77"), args("-vv", "-o", "json"))
                .exits(0);

        assertThat(run.err()).contains("DEBUG").doesNotContain("planted-api-key", "Bearer ");
        assertThat(run.json().path("exitCode").asInt(-1)).isZero();
    }

    private static String[] args(String... more) {
        return Stream.of(RUN, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private String folder(String name) throws Exception {
        return Files.createDirectories(home.resolve(name)).toString();
    }
}
