package io.vastctl.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.adapter.RunFiles;
import io.vastctl.adapter.StartScript;
import io.vastctl.readiness.Probe;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.loopback.LoopbackHttp;
import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Serving;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The start script and the probes in the real shells of this machine. */
class ServerStartScriptTest {

    private static final String KEY = "endpoint-secret-4711";

    @TempDir
    Path box;

    private RunFiles files;

    @BeforeEach
    void lay() {
        files = new RunFiles(
                box.resolve("cache").toString(),
                box.resolve("keys/curlrc").toString(),
                box.resolve("server").toString());
    }

    static List<List<String>> shells() {
        return List.of(List.of("/bin/sh"), List.of("/bin/bash"), List.of("/bin/busybox", "sh"));
    }

    private static Workload workload(String serve, int port, List<String> arguments) {
        Serving serving = new Serving(
                Optional.of(serve),
                Optional.of(new HttpAnswer("/health?deep=1", 200, Optional.empty(), Optional.empty())),
                new Proof.Chat(),
                Optional.of("SERVER_KEY"),
                true,
                Optional.empty(),
                Optional.empty());
        return new Workload(
                "mine",
                "http",
                "me/server:v1",
                "me/mo'del",
                arguments,
                OptionalInt.of(4096),
                port,
                8,
                40,
                4,
                2,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                serving);
    }

    private String run(List<String> shell, String script) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(shell.get(0))), shell.get(0) + " is not here");
        List<String> words = new ArrayList<>(shell);
        words.addAll(List.of("-c", script));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("SERVER_KEY", KEY);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** The background part has ended when its exit code is there. */
    private String untilOver(List<String> shell) throws IOException, InterruptedException {
        return run(
                shell,
                "n=0; while [ ! -s " + files.exit() + " ] && [ $n -lt 200 ]; do sleep 0.05; n=$((n+1)); done;" + " cat "
                        + files.exit());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theServerGetsItsWordsAndLeavesLogPidAndExitCode(List<String> shell) throws Exception {
        Workload workload = workload(
                "echo \"$VASTCTL_MODEL|$VASTCTL_HOST|$VASTCTL_PORT|$VASTCTL_CONTEXT\"; printf '<%s>' \"$@\"; exit 3",
                9000, List.of("--a", "it's", "x y"));

        assertThat(run(shell, new ServerStartScript(files).of(workload))).isEmpty();

        assertThat(untilOver(shell).strip()).isEqualTo("3");
        assertThat(Files.readString(Path.of(files.log())))
                .startsWith(StartScript.MARKER)
                .contains("me/mo'del|0.0.0.0|9000|4096", "<--a><it's><x y>");
        assertThat(Files.readString(Path.of(files.pid())).strip()).matches("\\d+");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theKeyStandsInAFileOfItsOwnAndNowhereElse(List<String> shell) throws Exception {
        String script = new ServerStartScript(files).of(workload("exit 0", 9000, List.of()));

        run(shell, script);
        untilOver(shell);

        assertThat(script).doesNotContain(KEY);
        assertThat(Files.readString(Path.of(files.curlrc()))).contains("Authorization: Bearer " + KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(files.curlrc()))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(Path.of(files.log()))).doesNotContain(KEY);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theReadyProbeShowsHeadAndBodyWithCurlAndWithout(List<String> shell) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not here");
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not here");
        try (LoopbackHttp server = LoopbackHttp.open(0, exchange -> {
            String asked = exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization");
            LoopbackHttp.send(exchange, Answer.text(200, asked));
        })) {
            Files.createDirectories(Path.of(files.curlrc()).getParent());
            Files.writeString(Path.of(files.curlrc()), "header = \"Authorization: Bearer " + KEY + "\"\n");
            String ready = new ServerProbes(files)
                    .of(workload("x", server.port(), List.of())).stream()
                            .filter(probe -> probe.name().equals(ServerProbes.READY))
                            .map(Probe::command)
                            .findFirst()
                            .orElseThrow();
            Path lean = Files.createDirectories(box.resolve("lean"));
            for (String tool : List.of("bash", "sed", "cat")) {
                Path here = Files.writeString(lean.resolve(tool), "#!/bin/sh\nexec /bin/" + tool + " \"$@\"\n");
                Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwx------"));
            }

            for (String search : List.of("", "PATH=" + lean + "\n")) {
                Optional<ServerReply> reply = ServerReply.parse(run(shell, search + ready));
                assertThat(reply).as(search).isPresent();
                assertThat(reply.get().status()).isEqualTo(200);
                assertThat(reply.get().body()).isEqualTo("/health?deep=1 Bearer " + KEY);
            }
        }
    }

    @Test
    void tooLongALineIsRefusedBeforeAnythingIsRented() {
        assertThatThrownBy(() -> new ServerStartScript(files).of(workload("x".repeat(4000), 1, List.of())))
                .hasMessageContaining("workload mine")
                .hasMessageContaining("shorten serve");
    }
}
