package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsAndSecretsTest extends ClientFixture {

    private static final String REQUEST = "/api/v0/instances/request_logs/9/";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.vastctl");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Level quiet = Level.OFF;

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        quiet = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(quiet);
        logger.setAdditive(true);
    }

    @Test
    void waitsForTheUploadedLogAndFetchesItWithoutTheKey() throws InterruptedException {
        requested("{\"success\":true,\"result_url\":\"" + VAST.baseUrl() + "/file.log?Signature=x\"}");
        file("turn 0", aResponse().withStatus(403));
        file("turn 1", aResponse().withStatus(404));
        file("turn 2", aResponse().withStatus(200).withBody("last lines"));

        assertThat(client.logs(9, 200)).contains("last lines");
        assertThat(time.naps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
        VAST.verify(1, putRequestedFor(urlEqualTo(REQUEST)).withRequestBody(equalToJson("{\"tail\":\"200\"}")));
        VAST.verify(3, getRequestedFor(urlEqualTo("/file.log?Signature=x")).withHeader("Authorization", absent()));
    }

    @Test
    void stopsWaitingForALogAfterTwentySeconds() throws InterruptedException {
        requested("{\"success\":true,\"result_url\":\"" + VAST.baseUrl() + "/never\"}");

        assertThat(client.logs(9, 200)).isEmpty();
        assertThat(time.naps()).hasSize(20);
    }

    @Test
    void noAddressMeansNoLogAndAStrangeOneIsRefused() throws InterruptedException {
        requested("{\"success\":true,\"result_url\":null,\"msg\":\"not now\"}");
        assertThat(client.logs(9, 200)).isEmpty();

        requested("{\"success\":true,\"result_url\":\"file:///etc/passwd\"}");
        assertThat(catchThrowable(() -> client.logs(9, 200))).isInstanceOf(VastApiException.class);
    }

    @Test
    void noSecretReachesALogLineOrAnException() {
        echoing(400, "{\"error\":\"invalid_args\",\"msg\":\"you sent Bearer %s and api_key=%s\"}");
        assertDiscreet(() -> client.currentUser());
        assertDiscreet(() -> client.searchOffers(OfferQuery.broad(RentalType.ON_DEMAND, 10, 10)));
        assertDiscreet(() -> client.create(order()));

        echoing(200, "{\"success\":true,\"instance_api_key\":\"planted-%s\",\"new_contract\":{\"%s\":1}}");
        assertDiscreet(() -> client.create(order()));

        echoing(502, "%s %s");
        assertDiscreet(() -> client.create(order()));
        assertDiscreet(() -> client.destroy(1));

        VAST.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(308).withHeader("Location", "/" + SECRET)));
        assertDiscreet(() -> client.list());

        assertThat(lines.list).isNotEmpty();
        assertThat(lines.list)
                .allSatisfy(line ->
                        assertThat(line.getFormattedMessage()).doesNotContain(SECRET, "hf_planted", "planted-"));
    }

    @Test
    void aLogLineTellsMethodTargetStatusAndTime() throws InterruptedException {
        VAST.stubFor(any(anyUrl()).willReturn(json(200, "{\"instances\":null}")));

        client.show(7);

        assertThat(messages()).containsExactly("GET /api/v0/instances/7/?owner=me: HTTP 200 in 0 ms");
    }

    private List<String> messages() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.toList());
    }

    private static void assertDiscreet(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(VastApiException.class);
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(SECRET, "hf_planted", "planted-");
        assertThat(thrown.getMessage()).doesNotContain("\n").hasSizeLessThan(450);
    }

    private static void echoing(int status, String body) {
        VAST.stubFor(any(anyUrl()).willReturn(json(status, body.replace("%s", SECRET))));
    }

    private static void requested(String body) {
        VAST.stubFor(put(urlEqualTo(REQUEST)).willReturn(json(200, body)));
    }

    private static void file(String turn, ResponseDefinitionBuilder response) {
        int number = Integer.parseInt(turn.substring(5));
        VAST.stubFor(get(urlEqualTo("/file.log?Signature=x"))
                .inScenario("upload")
                .whenScenarioStateIs(number == 0 ? Scenario.STARTED : turn)
                .willSetStateTo("turn " + (number + 1))
                .willReturn(response));
    }
}
