package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.PortTakenException;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedMarketTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SimulatedMarket simulated = open("calm", Optional.empty());
    private final HttpClient http = HttpClient.newHttpClient();

    private static SimulatedMarket open(String scenario, Optional<Path> offers) {
        return SimulatedMarket.open(new SimulatedMarket.Options(scenario, 1, 20_000, offers, 0, Markets.START));
    }

    /** Changes to a market in which one fault always strikes. */
    private void strike(Fault fault) {
        simulated.close();
        Scenario scenario = new Scenario("only " + fault.id(), 1000, Map.of(fault, 3.0));
        simulated = SimulatedMarket.open(
                scenario, new SimulatedMarket.Options("", 1, 20_000, Optional.empty(), 0, Markets.START));
    }

    @AfterEach
    void close() {
        simulated.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(URI.create(simulated.apiUrl() + path), method, "any-key", body);
    }

    private HttpResponse<String> send(URI uri, String method, String key, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private long rent() throws Exception {
        String query =
                "{\"gpu_ram\":{\"gte\":24000},\"num_gpus\":{\"eq\":1},\"direct_port_count\":{\"gte\":8},\"disk_space\":{\"gte\":60},"
                        + "\"cuda_max_good\":{\"gte\":12.9},\"compute_cap\":{\"gte\":800},\"inet_down\":{\"gte\":500}}";
        JsonNode offers =
                Markets.read(send("POST", "/api/v0/bundles/", query).body()).path("offers");
        ObjectNode order = Markets.order("real", TINY);
        String created = send("PUT", "/api/v0/asks/" + offers.path(0).path("id").asLong() + "/", order.toString())
                .body();
        return Markets.read(created).path("new_contract").asLong();
    }

    private JsonNode show(long id) throws Exception {
        simulated.time().sleep(Duration.ofSeconds(2));
        return Markets.read(send("GET", "/api/v0/instances/" + id + "/", "").body())
                .path("instances");
    }

    private static int port(JsonNode instance, String inside) {
        return instance.path("ports").path(inside).path(0).path("HostPort").asInt();
    }

    private static KeyPair newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static SshClient client() {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        return client;
    }

    private static ClientSession login(SshClient client, int port, KeyPair key) throws IOException {
        ClientSession session =
                client.connect("root", "127.0.0.1", port).verify(PATIENCE).getSession();
        session.addPublicKeyIdentity(key);
        session.auth().verify(PATIENCE);
        return session;
    }

    private static String exec(ClientSession session, String script) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(script)) {
            channel.setOut(out);
            channel.open().verify(PATIENCE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            assertThat(channel.getExitStatus()).isZero();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRentedBoxIsProbedOverRealSshAndServesOverRealHttp() throws Exception {
        long id = rent();
        KeyPair key = newKey();
        send(
                "POST",
                "/api/v0/instances/" + id + "/ssh/",
                "{\"ssh_key\":\"" + PublicKeyEntry.toString(key.getPublic()) + "\"}");
        JsonNode instance = show(id);
        while (!instance.path("ports").isObject()) instance = show(id);
        int ssh = port(instance, "22/tcp");
        URI models = URI.create("http://127.0.0.1:" + port(instance, "8000/tcp") + "/v1/models");

        assertThatThrownBy(() -> send(models, "GET", "secret-of-the-test", "")).isInstanceOf(ConnectException.class);
        simulated.time().sleep(Duration.ofSeconds(25));
        try (SshClient client = client();
                ClientSession session = login(client, ssh, key);
                ClientSession byProxy = login(client, instance.path("ssh_port").asInt(), key)) {
            assertThat(exec(byProxy, "echo by proxy")).isEqualTo("by proxy\n");
            String answer = exec(
                    session,
                    "# vastctl-probes/1 abc\nvastctl_probe echo 5 'echo ok'\nvastctl_follow log 5 '/tmp/vllm.log' 0\nvastctl_done\n");
            assertThat(answer).startsWith("abc echo 0 3 0\nok\nabc log 0 ").endsWith("abc end\n");
            assertThatThrownBy(() -> login(client, ssh, newKey())).isInstanceOf(IOException.class);

            simulated.time().sleep(Duration.ofMinutes(15));
            assertNoThreadKeepsTheProcessAlive();
            assertThat(send(models, "GET", "secret-of-the-test", "").body()).contains(TINY);
            int local = session.startLocalPortForwarding(
                            SshdSocketAddress.LOCALHOST_ADDRESS, new SshdSocketAddress("127.0.0.1", 8000))
                    .getPort();
            URI tunnelled = URI.create("http://127.0.0.1:" + local + "/health");
            assertThat(send(tunnelled, "GET", "", "").statusCode()).isEqualTo(200);
        }
        completes(models);
        goesWhenDestroyed(id, models, ssh);
    }

    private static void assertNoThreadKeepsTheProcessAlive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread ->
                        thread.getName().matches("(sshd-DoorServer|simulator|HTTP-Dispatcher|idle-timeout).*"))
                .hasSizeGreaterThan(3)
                .allMatch(Thread::isDaemon);
    }

    private JsonNode runningBox() throws Exception {
        long id = rent();
        simulated.time().sleep(Duration.ofMinutes(30));
        return show(id);
    }

    @Test
    void anUnreachablePortRefusesFromOutsideThoughTheServerIsUp() throws Exception {
        strike(Fault.PORT_UNREACHABLE);
        JsonNode box = runningBox();
        URI health = URI.create("http://127.0.0.1:" + port(box, "8000/tcp") + "/health");
        KeyPair key = newKey();
        String publicKey = PublicKeyEntry.toString(key.getPublic());
        send("POST", "/api/v0/instances/" + box.path("id") + "/ssh/", "{\"ssh_key\":\"" + publicKey + "\"}");
        simulated.time().sleep(Duration.ofSeconds(10));

        assertThatThrownBy(() -> send(health, "GET", "", "")).isInstanceOf(ConnectException.class);
        try (SshClient client = client();
                ClientSession session = login(client, port(box, "22/tcp"), key)) {
            assertThat(exec(session, "curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:8000/health"))
                    .isEqualTo("200");
            SshdSocketAddress local = session.startLocalPortForwarding(
                    SshdSocketAddress.LOCALHOST_ADDRESS, new SshdSocketAddress("127.0.0.1", 8000));
            URI tunnelled = URI.create("http://127.0.0.1:" + local.getPort() + "/health");
            assertThat(send(tunnelled, "GET", "", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDoorThatClosesAtOnceIsReachableAndNoSshServer() throws Exception {
        strike(Fault.SSH_CLOSES);
        int ssh = port(runningBox(), "22/tcp");

        try (SshClient client = client()) {
            assertThatThrownBy(() -> login(client, ssh, newKey()))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("Connection refused");
        }
    }

    @Test
    void aDroppedConnectionNeverComesBack() throws Exception {
        strike(Fault.SSH_DROPS);
        int ssh = port(runningBox(), "22/tcp");

        try (SshClient client = client()) {
            assertThatThrownBy(() -> login(client, ssh, newKey()))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("Connection refused");
        }
    }

    private void completes(URI models) throws Exception {
        URI chat = models.resolve("/v1/chat/completions");
        String body =
                "{\"model\":\"" + TINY + "\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        Duration before = Duration.between(Markets.START, simulated.time().instant());
        HttpResponse<String> answer = send(chat, "POST", "secret-of-the-test", body);
        Duration took =
                Duration.between(Markets.START, simulated.time().instant()).minus(before);

        assertThat(Markets.read(answer.body())
                        .path("usage")
                        .path("completion_tokens")
                        .asInt())
                .isEqualTo(64);
        assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
        assertThat(send(chat, "POST", "another", body).body()).isEqualTo("{\"error\":\"Unauthorized\"}");
    }

    private void goesWhenDestroyed(long id, URI models, int ssh) throws Exception {
        send("DELETE", "/api/v0/instances/" + id + "/", "{}");
        simulated.time().sleep(Duration.ofSeconds(10));

        assertThat(show(id).isNull()).isTrue();
        assertThat(simulated.truth().alive()).isEmpty();
        assertThatThrownBy(() -> send(models, "GET", "k", "")).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> send(models.resolve("http://127.0.0.1:" + ssh), "GET", "k", ""))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void answersTakeTheMarketsTimeAndNothingElseDoes() throws Exception {
        send("GET", "/api/v0/users/current/", "");
        Duration once = Duration.between(Markets.START, simulated.time().instant());
        send("GET", "/simulator/truth", "");

        assertThat(once).isBetween(Duration.ofMillis(150), Duration.ofMillis(400));
        assertThat(Duration.between(Markets.START, simulated.time().instant())).isEqualTo(once);
    }

    @Test
    void aPortAlreadyTakenIsOneClearLine() {
        int taken = simulated.apiUrl().getPort();

        assertThatThrownBy(() -> SimulatedMarket.open(
                        new SimulatedMarket.Options("calm", 1, 100, Optional.empty(), taken, Markets.START)))
                .isInstanceOf(PortTakenException.class)
                .hasMessage("port " + taken + " on 127.0.0.1 is already taken; choose another one");
    }

    @Test
    void savedOffersAreTheMarket() throws Exception {
        Path sample = Path.of("../shared/reference/samples/offers-ondemand-2026-09-28.json");
        assumeTrue(Files.exists(sample), "the samples are not there");

        try (SimulatedMarket real = open("calm", Optional.of(sample))) {
            URI search = URI.create(real.apiUrl() + "/api/v0/bundles/");
            JsonNode rows = Markets.read(send(search, "POST", "k", "{}").body()).path("offers");
            assertThat(rows).hasSize(22);
        }
    }
}
