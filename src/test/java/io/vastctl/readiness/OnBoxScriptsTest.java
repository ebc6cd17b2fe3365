package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.vastctl.readiness.GpuCheck.Needed;
import io.vastctl.readiness.GpuCheck.Promise;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The probes of the GPU check in a real shell, with the real tools where they are. */
class OnBoxScriptsTest {

    @Test
    void theListenerTellsWhoItIsToEveryVisitorAndOutlivesItsShell() throws Exception {
        assumeTrue(has("python3"), "no python3 here");
        int port = freePort();
        String command = PortProof.listener(port, 4711).command();

        assertThat(run(command)).isEqualTo("listening\n");
        assertThat(run(command)).isEqualTo("listening already\n");
        for (int visit = 0; visit < 2; visit++) {
            try (Socket visitor = new Socket(InetAddress.getLoopbackAddress(), port);
                    BufferedReader words = new BufferedReader(
                            new InputStreamReader(visitor.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(words.readLine()).isEqualTo("vastctl-port-proof 4711");
            }
        }
        end(port);
    }

    @Test
    void withoutAToolForItNobodyListens() throws Exception {
        assertThat(run("PATH=/nowhere; " + PortProof.listener(freePort(), 1).command()))
                .isEqualTo("none\n");
    }

    @Test
    void theSpeedIsMeasuredFourTimesSideBySideWithARange() throws Exception {
        assumeTrue(has("curl"), "no curl here");
        List<String> ranges = new CopyOnWriteArrayList<>();
        HttpServer hub = hub(ranges);
        try {
            String address = "http://127.0.0.1:" + hub.getAddress().getPort();
            String rows = run(speed(Map.of("HF_ENDPOINT", address)));

            assertThat(rows.lines()).hasSize(4).allMatch(row -> row.matches("206 1000 \\d+[.,]\\d+ \\d+[.,]\\d+"));
            assertThat(ranges).hasSize(4).containsOnly("bytes=0-33554431");
        } finally {
            hub.stop(0);
        }
    }

    @Test
    void aHubThatIsNotThereMeasuresNothing() throws Exception {
        assertThat(run(speed(Map.of("HF_ENDPOINT", "http://127.0.0.1:" + freePort()))))
                .isEmpty();
    }

    private static HttpServer hub(List<String> ranges) throws IOException {
        HttpServer hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.setExecutor(Executors.newFixedThreadPool(4));
        hub.createContext("/api/models/org/model", exchange -> {
            byte[] list = "{\"siblings\":[{\"rfilename\":\"a.txt\"},{\"rfilename\":\"model-1.safetensors\"}]}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        hub.createContext("/org/model/resolve/main/model-1.safetensors", exchange -> {
            ranges.add(exchange.getRequestHeaders().getFirst("Range"));
            exchange.sendResponseHeaders(206, 1000);
            exchange.getResponseBody().write(new byte[1000]);
            exchange.close();
        });
        hub.start();
        return hub;
    }

    private static String speed(Map<String, String> environment) {
        Promise promise = new Promise(1, 24564, 40, OptionalDouble.empty());
        Needed needed = new Needed(40, OptionalDouble.empty(), "org/model", 2, Duration.ofMinutes(15), environment);
        return DownloadSpeed.probe(new Promise(promise.offered(), needed))
                .orElseThrow()
                .command();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean has(String program) throws Exception {
        return run("command -v " + program + " >/dev/null && echo yes").equals("yes\n");
    }

    /** Ends the one process whose command line names that port and the proof. */
    private static void end(int port) throws Exception {
        run("for p in /proc/[0-9]*; do if grep -q '[b]ind((\"\"," + port + "' $p/cmdline 2>/dev/null;"
                + " then kill ${p#/proc/}; fi; done");
    }

    private static String run(String command) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }
}
