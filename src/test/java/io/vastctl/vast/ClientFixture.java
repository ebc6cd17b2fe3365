package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vastctl.time.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client whose time is fake and whose Vast.ai is a stub on the loopback. */
abstract class ClientFixture {

    static final String SECRET = "vast-key-0123456789abcdef";

    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(700), Duration.ofMillis(700), Duration.ofMillis(700));

    @RegisterExtension
    static final WireMockExtension VAST = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    final FakeTime time = new FakeTime();
    final VastRestClient client = clientOf(URI.create(VAST.baseUrl()));

    VastRestClient clientOf(URI base) {
        RandomGenerator noJitter = () -> 0L;
        return new VastRestClient(base, ApiKey.of(SECRET), time, time, noJitter, SHORT, line -> {}, Optional::empty);
    }

    /** Whatever a test makes the client send, the published description allows it, or we know why not. */
    @AfterEach
    void everyRequestIsDescribed() {
        List<Finding> unexplained = requests().stream()
                .flatMap(request -> ApiDescription.published().stream()
                        .flatMap(description -> description.findings(request).stream()))
                .filter(finding -> Deviation.of(finding).isEmpty())
                .toList();
        assertThat(unexplained).isEmpty();
    }

    /** Those that went to the API; uploaded files are fetched from elsewhere, without the key. */
    static List<LoggedRequest> requests() {
        return VAST.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> request.containsHeader("Authorization"))
                .toList();
    }

    static RentalOrder order() {
        return new RentalOrder(
                1234567,
                "vastctl-test-1",
                "vllm/vllm-openai:v0.10.2",
                40,
                Map.of("HF_TOKEN", "hf_planted_token_value", "-p 8000:8000", "1"),
                "echo hello",
                true,
                OptionalDouble.empty());
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    static ResponseDefinitionBuilder html(int status) {
        return WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<html><head><title>no</title></head><body>nginx</body></html>");
    }
}
