package io.vastctl.endpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.EndpointCheck.Result;
import io.vastctl.readiness.EndpointCheck.Result.Answered;
import io.vastctl.readiness.EndpointCheck.Result.OpenToAnyone;
import io.vastctl.readiness.EndpointCheck.Result.Unreachable;
import io.vastctl.readiness.EndpointCheck.Result.WrongAnswer;
import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Serving;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What counts as an answer differs from workload to workload; that strangers are turned away does not. */
class WorkloadEndpointCheckTest {

    private static final String KEY = "endpoint-secret-4711";
    private static final String MODEL = "org/model";
    private static final String TOKEN =
            "{\"choices\":[{\"message\":{\"content\":\"One\"}}],\"usage\":{\"completion_tokens\":64}}";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final WorkloadEndpointCheck check = new WorkloadEndpointCheck(new TickingClock());

    @BeforeEach
    void aServerThatWantsItsKey() {
        SERVER.stubFor(any(anyUrl()).willReturn(json(401, "{\"error\":\"Unauthorized\"}")));
        ours(get(urlEqualTo("/v1/models")), "{\"data\":[{\"id\":\"" + MODEL + "\"}]}");
        ours(post(urlEqualTo("/v1/chat/completions")), TOKEN);
        ours(post(urlEqualTo("/v1/audio/transcriptions")), "{\"text\":\"\",\"duration\":1.0}");
        ours(post(urlEqualTo("/work")), "{\"state\":\"done\"}");
    }

    @Test
    void aChatServerIsNeverAskedForPlainCompletions() throws InterruptedException {
        assertThat(ask(new Proof.Chat(), KEY)).isInstanceOf(Answered.class);
        SERVER.verify(0, postRequestedFor(urlEqualTo("/v1/completions")));
    }

    @Test
    void aTranscriptionIsAnAnswerAndForAWrongKeyAnOpenDoor() throws InterruptedException {
        assertThat(ask(new Proof.Transcription(), KEY)).isInstanceOf(Answered.class);

        anybodys(post(urlEqualTo("/v1/audio/transcriptions")), "{\"text\":\"\"}");

        assertThat(ask(new Proof.Transcription(), KEY))
                .isInstanceOfSatisfying(
                        OpenToAnyone.class,
                        open -> assertThat(open.detail()).contains("transcribes for a wrong API key"));
        assertThat(ask(new Proof.Transcription(), "")).isInstanceOf(WrongAnswer.class); // the list wants the key
    }

    @Test
    void aSoundOfAnotherLengthWasNotOurs() throws InterruptedException {
        ours(post(urlEqualTo("/v1/audio/transcriptions")), "{\"text\":\"\",\"duration\":7.5}");

        assertThat(ask(new Proof.Transcription(), KEY)).isInstanceOf(WrongAnswer.class);
    }

    @Test
    void anAnswerOfTheWorkloadsOwnCountsAndForAWrongKeyIsAnOpenDoor() throws InterruptedException {
        assertThat(ask(own("done"), KEY)).isInstanceOf(Answered.class);
        assertThat(ask(own("busy"), KEY)).isInstanceOf(WrongAnswer.class);

        anybodys(post(urlEqualTo("/work")), "{\"state\":\"done\"}");

        assertThat(ask(own("done"), KEY)).isInstanceOf(OpenToAnyone.class);
        assertThat(ask(own("done"), "")).isInstanceOf(Answered.class); // no key, so nobody is a stranger
    }

    @Test
    void nobodyThereIsUnreachableForEachOfThem() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port + "/v1");

        assertThat(check.ask(workload(own("done")), nobody, MODEL, KEY)).isInstanceOf(Unreachable.class);
        assertThat(check.ask(workload(new Proof.Transcription()), nobody, MODEL, KEY))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void knocksWhateverTheWorkload() throws IOException, InterruptedException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> porter = CompletableFuture.runAsync(() -> greet(door));

            assertThat(check.knock(new SshEndpoint("127.0.0.1", door.getLocalPort()))
                            .orElseThrow()
                            .said())
                    .contains("here I am");
            porter.join();
        }
    }

    private static void greet(ServerSocket door) {
        try (Socket guest = door.accept();
                OutputStream out = guest.getOutputStream()) {
            out.write("here I am\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Proof own(String state) {
        return new Proof.Request(
                new HttpAnswer("/work", 200, Optional.of("/state"), Optional.of(state)), Optional.of("{}"));
    }

    private static Workload workload(Proof proof) {
        Serving like = Serving.LIKE_VLLM;
        return new WorkloadCatalog(Path.of("/nonexistent"))
                .find("tinyllama")
                .withServing(new Serving(
                        like.command(),
                        like.ready(),
                        proof,
                        like.keyVariable(),
                        like.publicPort(),
                        like.window(),
                        like.stall()));
    }

    private Result ask(Proof proof, String key) throws InterruptedException {
        return check.ask(workload(proof), URI.create(SERVER.baseUrl() + proof.basePath()), MODEL, key);
    }

    private static void ours(MappingBuilder request, String body) {
        SERVER.stubFor(
                request.withHeader("Authorization", equalTo("Bearer " + KEY)).willReturn(json(200, body)));
    }

    private static void anybodys(MappingBuilder request, String body) {
        SERVER.stubFor(request.willReturn(json(200, body)));
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }
}
