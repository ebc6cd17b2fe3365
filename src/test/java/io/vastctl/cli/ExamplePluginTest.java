package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.readiness.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plug-in project of the documentation: compiled, packed, put into the plug-ins folder, and used. */
class ExamplePluginTest {

    private static final Path PROJECT = Path.of("docs/examples/adapter-plugin").toAbsolutePath();

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void install() throws IOException {
        shell = new Shell(home);
        Path classes = PluginSource.compile(PROJECT.resolve("src/main/java"), home);
        PluginSource.pack(
                classes, PROJECT.resolve("src/main/resources"), shell.config().resolve("plugins/tgi.jar"), "1");
    }

    private String workload() {
        return PROJECT.resolve("tgi.yaml").toString();
    }

    @Test
    void aWholeRunIsMadeWithIt() {
        JsonNode run = shell.simulate("--workload", workload(), "--simulate=calm", "-o", "json")
                .exits(0)
                .json("run");

        assertThat(run.path("workload").asText()).isEqualTo("tgi");
        assertThat(run.path("endpoint").path("tokensPerSecond").asDouble()).isPositive();
        assertThat(run.path("simulation").path("alive").asInt(-1)).isZero();
    }

    @Test
    void itKnowsWhoseFaultAMissingModelIs() {
        JsonNode run = shell.simulate(
                        "--workload", workload(), "--model", "no-such-org/x", "--simulate=calm", "-o", "json")
                .exits(5)
                .json("run");

        assertThat(run.path("attempts").get(0).path("failure").path("signature").asText())
                .isEqualTo("tgi-no-model");
    }

    @Test
    void theDoctorAndTheWorkloadCommandsKnowIt() {
        shell.run("workloads", "check", workload()).exits(0).says("is good.");
        shell.run("workloads", "show", workload()).exits(0).says("text-generation-launcher", "API_KEY");
        assertThat(shell.run("doctor").out()).contains("http, tgi, vllm");
    }

    @Test
    void aBrokenPluginBesideItIsToldOnceAndDoesNoHarm() throws IOException {
        Files.writeString(shell.config().resolve("plugins/a.jar"), "torn");

        Ran ran = shell.simulate("--workload", workload(), "--simulate=calm").exits(0);

        assertThat(ran.err().lines().filter(line -> line.contains("a.jar"))).hasSize(1);
    }

    @Test
    void aPluginThatFailsBeforeAnythingIsRentedIsAUsageError() {
        PluginSource.jar(home, "bad", "public String startScript(Workload w) { throw new RuntimeException(\"odd\"); }")
                .toFile()
                .renameTo(shell.config().resolve("plugins/bad.jar").toFile());
        Path file = shell.write(home.resolve("bad.yaml"), "adapter: bad\nimage: me/s:v1\nvram-gb: 8\n");

        shell.simulate("--workload", file.toString())
                .refuses(2, "adapter bad (bad.jar): startScript() threw RuntimeException: odd", "nothing was rented");
    }
}
