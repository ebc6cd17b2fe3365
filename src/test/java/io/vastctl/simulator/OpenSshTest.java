package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.FreePorts;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.ssh.OnPath;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rented box, visited with OpenSSH's own client as it is on this computer. */
class OpenSshTest {

    private static final String MODEL = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<SimulatedMarket> opened = Optional.empty();

    private record Said(int exit, String out, String err) {}

    @BeforeEach
    void clientIsThere() {
        assumeTrue(
                OnPath.find("ssh").isPresent() && OnPath.find("ssh-keygen").isPresent(),
                "there is no OpenSSH client here: apt-get install openssh-client");
    }

    @AfterEach
    void close() {
        opened.ifPresent(SimulatedMarket::close);
    }

    private SimulatedMarket market(Map<Fault, Double> faults) {
        Scenario scenario = new Scenario("test", 1000, faults);
        SimulatedMarket market = SimulatedMarket.open(
                scenario, new SimulatedMarket.Options("", 1, 20_000, Optional.empty(), 0, Markets.START));
        opened = Optional.of(market);
        return market;
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        opened.orElseThrow().time().sleep(Duration.ofSeconds(6));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(opened.orElseThrow().apiUrl() + path))
                .header("Authorization", "Bearer any-key")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return Markets.read(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private long rent() throws Exception {
        String query =
                "{\"gpu_ram\":{\"gte\":24000},\"num_gpus\":{\"eq\":1},\"direct_port_count\":{\"gte\":8},\"disk_space\":{\"gte\":60},"
                        + "\"cuda_max_good\":{\"gte\":12.9},\"compute_cap\":{\"gte\":800},\"inet_down\":{\"gte\":500}}";
        long offer = call("POST", "/api/v0/bundles/", query).at("/offers/0/id").asLong();
        ObjectNode order = Markets.order("visited", MODEL);
        long id = call("PUT", "/api/v0/asks/" + offer + "/", order.toString())
                .path("new_contract")
                .asLong();
        opened.orElseThrow().time().sleep(Duration.ofMinutes(20));
        return id;
    }

    private void attach(long id, Path key) throws Exception {
        String text = Files.readString(Path.of(key + ".pub")).strip();
        call("POST", "/api/v0/instances/" + id + "/ssh/", "{\"ssh_key\":\"" + text + "\"}");
        opened.orElseThrow().time().sleep(Duration.ofSeconds(10));
    }

    private int sshPort(long id) throws Exception {
        return call("GET", "/api/v0/instances/" + id + "/", "")
                .at("/instances/ports/22~1tcp/0/HostPort")
                .asInt();
    }

    private Path key(String type, int bits) throws Exception {
        Path key = folder.resolve("key-" + type);
        Said said = run("", List.of("ssh-keygen", "-q", "-t", type, "-b", "" + bits, "-N", "", "-f", key.toString()));
        assertThat(said.exit()).as(said.err()).isZero();
        return key;
    }

    private List<String> ssh(Path key, int port, String... rest) {
        List<String> words = new ArrayList<>(List.of("ssh", "-F", "none", "-i", key.toString(), "-p", "" + port));
        for (String option : List.of(
                "IdentitiesOnly=yes",
                "IdentityAgent=none",
                "BatchMode=yes",
                "StrictHostKeyChecking=accept-new",
                "ConnectTimeout=20",
                "UserKnownHostsFile=" + folder.resolve("known_hosts"))) {
            words.addAll(List.of("-o", option));
        }
        words.addAll(List.of(rest));
        return words;
    }

    private Said run(String input, List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (OutputStream typed = process.getOutputStream()) {
            typed.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertThat(input).isEmpty();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command.toString()).isTrue();
        return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @ParameterizedTest
    @CsvSource({"ed25519, 256", "rsa, 2048", "ecdsa, 256"})
    void everyUsualKeyOpensTheBox(String type, int bits) throws Exception {
        market(Map.of());
        long id = rent();
        Path key = key(type, bits);
        attach(id, key);

        Said said = run("", ssh(key, sshPort(id), "root@127.0.0.1", "nvidia-smi -L; echo wrong >&2; exit 3"));

        assertThat(said.out()).startsWith("GPU 0: NVIDIA");
        assertThat(said.err()).contains("Welcome to vast.ai.", "Have fun!", "wrong\n");
        assertThat(said.exit()).isEqualTo(3);
    }

    @Test
    void aKeyThatWasNotAttachedIsDenied() throws Exception {
        market(Map.of());
        long id = rent();

        Said said = run("", ssh(key("ed25519", 256), sshPort(id), "root@127.0.0.1", "true"));

        assertThat(said.exit()).isEqualTo(255);
        assertThat(said.err()).contains("root@127.0.0.1: Permission denied (publickey).");
    }

    @Test
    void whatAVisitorCanDo() throws Exception {
        market(Map.of());
        long id = rent();
        Path key = key("ed25519", 256);
        attach(id, key);
        int port = sshPort(id);

        assertThat(run("", ssh(key, port, "root@127.0.0.1", "cat /tmp/vllm.log | tail -n 1"))
                        .out())
                .contains("Application startup complete.");
        assertThat(run("from here\n", ssh(key, port, "root@127.0.0.1", "cat > /tmp/x; wc -c < /tmp/x"))
                        .out())
                .isEqualTo("10\n");
        assertThat(run("", ssh(key, port, "root@127.0.0.1", "cat /tmp/x")).out())
                .isEqualTo("from here\n");
        assertThat(run("", ssh(key, port, "-s", "root@127.0.0.1", "sftp")).err())
                .contains("this simulated machine transfers no files");
        assertThat(Files.readString(folder.resolve("known_hosts"))).contains("ssh-ed25519");
        prompts(key, port, id);
        forwards(key, port);
    }

    private void prompts(Path key, int port, long id) throws Exception {
        Said terminal = run("hostname\ncd /tmp\nfalse\nexit 4\n", ssh(key, port, "-tt", "root@127.0.0.1"));
        Said script = run("x=5\necho $x\n", ssh(key, port, "root@127.0.0.1"));

        assertThat(terminal.out())
                .contains("root@C." + id + ":~$ ")
                // What is typed ahead is echoed at once, so it may stand right before an answer.
                .contains("C." + id + "\r\n")
                .contains("root@C." + id + ":/tmp$ ");
        assertThat(terminal.exit()).isEqualTo(4);
        assertThat(script.out()).isEqualTo("5\n");
    }

    private void forwards(Path key, int port) throws Exception {
        int local = new FreePorts().next();
        Process tunnel = new ProcessBuilder(ssh(
                        key,
                        port,
                        "-o",
                        "ExitOnForwardFailure=yes",
                        "-L",
                        local + ":localhost:8000",
                        "root@127.0.0.1",
                        "echo up; cat"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(new java.io.BufferedReader(
                                    new java.io.InputStreamReader(tunnel.getInputStream(), StandardCharsets.UTF_8))
                            .readLine())
                    .isEqualTo("up");
            HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + local + "/health"))
                    .build();
            assertThat(http.send(health, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        } finally {
            tunnel.destroy();
        }
    }

    @Test
    void hostKeyAndFilesStayOverARebootAndGoWhenItIsRecycled() throws Exception {
        SimulatedMarket market = market(Map.of());
        long id = rent();
        Path key = key("ed25519", 256);
        attach(id, key);
        run("", ssh(key, sshPort(id), "root@127.0.0.1", "echo mine > /root/kept"));

        call("PUT", "/api/v0/instances/reboot/" + id + "/", "{}");
        market.time().sleep(Duration.ofMinutes(10));
        Said rebooted = run("", ssh(key, sshPort(id), "root@127.0.0.1", "cat /root/kept"));
        call("PUT", "/api/v0/instances/recycle/" + id + "/", "{}");
        market.time().sleep(Duration.ofMinutes(20));
        Said recycled = run("", ssh(key, sshPort(id), "root@127.0.0.1", "cat /root/kept"));
        Files.delete(folder.resolve("known_hosts"));
        Said trusted = run("", ssh(key, sshPort(id), "root@127.0.0.1", "cat /root/kept"));

        assertThat(rebooted.out()).isEqualTo("mine\n");
        assertThat(recycled.err()).contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
        assertThat(trusted.err()).contains("cat: /root/kept: No such file or directory");
    }

    @Test
    void aDoorThatSaysNothingLetsTheVisitorGo() throws Exception {
        market(Map.of(Fault.SSH_SILENT, 3.0));
        int port = sshPort(rent());

        Said said = run("", ssh(key("ed25519", 256), port, "root@127.0.0.1", "true"));

        assertThat(said.exit()).isEqualTo(255);
        assertThat(said.err()).contains("kex_exchange_identification").doesNotContain("Welcome");
    }

    @Test
    void aCommandIsCutWhereTheConnectionBreaks() throws Exception {
        SimulatedMarket market = market(Map.of(Fault.SSH_DROPS, 3.0));
        long id = rentUntilSshAnswers(market);
        Path key = key("ed25519", 256);
        attach(id, key);

        Said said = run("", ssh(key, sshPort(id), "root@127.0.0.1", "echo begun; sleep 600; echo never"));

        assertThat(said.exit()).isEqualTo(255);
        assertThat(said.out()).doesNotContain("never");
    }

    /** SSH works for about a minute there, so nothing may take long. */
    private long rentUntilSshAnswers(SimulatedMarket market) throws Exception {
        long offer = call("POST", "/api/v0/bundles/", "{\"direct_port_count\":{\"gte\":8}}")
                .at("/offers/0/id")
                .asLong();
        ObjectNode order = Markets.order("visited", MODEL);
        long id = call("PUT", "/api/v0/asks/" + offer + "/", order.toString())
                .path("new_contract")
                .asLong();
        for (int look = 0; look < 400; look++) {
            if (call("GET", "/api/v0/instances/" + id + "/", "")
                    .at("/instances/actual_status")
                    .asText()
                    .equals("running")) break;
        }
        market.time().sleep(Duration.ofSeconds(8));
        return id;
    }
}
