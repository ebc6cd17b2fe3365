package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest extends ClientFixture {

    private static final String ONE = "/api/v0/instances/312/";
    private static final String DONE = "{\"success\":true}";

    private final InstanceControl control = client.control();

    @Test
    void setsStateAndLabelOverOneEndpointAtOnePace() throws InterruptedException {
        answering(200, DONE);

        assertThat(control.start(312)).isEqualTo(StartAnswer.ACCEPTED);
        control.stop(312);
        control.relabel(312, "vastctl-up-1");

        VAST.verify(putRequestedFor(urlEqualTo(ONE)).withRequestBody(equalToJson("{\"state\":\"running\"}")));
        VAST.verify(putRequestedFor(urlEqualTo(ONE)).withRequestBody(equalToJson("{\"state\":\"stopped\"}")));
        VAST.verify(putRequestedFor(urlEqualTo(ONE)).withRequestBody(equalToJson("{\"label\":\"vastctl-up-1\"}")));
        assertThat(time.naps()).containsExactly(Duration.ofMillis(1100), Duration.ofMillis(1100));
    }

    @Test
    void aStartThatFindsNoGpuIsQueuedNotRefused() throws InterruptedException {
        answering(
                200,
                "{\"success\":false,\"error\":\"resources_unavailable\","
                        + "\"msg\":\"Required resources are currently unavailable, state change queued.\"}");

        assertThat(control.start(312)).isEqualTo(StartAnswer.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "<html>no</html>", "{\"success\":tr"})
    void aGoodStatusWithoutTheAnswerIsNoSuccess(String body) {
        answering(200, body);

        assertThatThrownBy(() -> control.stop(312)).isInstanceOf(VastApiException.class);
        assertThatThrownBy(() -> control.start(312)).isInstanceOf(VastApiException.class);
        assertThatThrownBy(() -> control.reboot(312)).isInstanceOf(UnclearCallException.class);
    }

    @Test
    void aGoneInstanceAndABadKeyAreToldApart() {
        answering(404, "{\"success\":false,\"error\":\"no_such_instance\",\"msg\":\"Instance 312 not found.\"}");
        assertThat(refused(() -> control.stop(312)).problem()).isEqualTo(ApiProblem.NOT_FOUND);

        answering(404, "{\"error\":\"auth_error\",\"msg\":\"Invalid user key\"}");
        assertThat(refused(() -> control.stop(312)).problem()).isEqualTo(ApiProblem.AUTH);
    }

    @Test
    void stoppingIsWorthATryOnEveryServerError() throws InterruptedException {
        inTurn(500, "{}", 200, DONE);

        control.stop(312);

        VAST.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void rebootAndRecycleSendAnEmptyObject() throws InterruptedException {
        answering(200, DONE);

        control.reboot(312);
        control.recycle(312);

        VAST.verify(putRequestedFor(urlEqualTo("/api/v0/instances/reboot/312/")).withRequestBody(equalToJson("{}")));
        VAST.verify(
                putRequestedFor(urlEqualTo("/api/v0/instances/recycle/312/")).withRequestBody(equalToJson("{}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void aRebootThatMayHaveHappenedIsNotSentAgain(int status) {
        VAST.stubFor(any(anyUrl()).willReturn(html(status)));

        assertThatThrownBy(() -> control.reboot(312))
                .isInstanceOf(UnclearCallException.class)
                .hasMessageContaining("may have been carried out");
        VAST.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aRebootWhoseAnswerIsLostIsNotSentAgain() {
        VAST.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThatThrownBy(() -> control.recycle(312)).isInstanceOf(UnclearCallException.class);
        VAST.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aThrottledRebootDidNothingAndIsSentAgain() throws InterruptedException {
        inTurn(429, "{\"detail\":\"API requests too frequent endpoint threshold=1.0\"}", 200, DONE);

        control.reboot(312);

        VAST.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void changesABidWithinItsBounds() throws InterruptedException {
        answering(200, DONE);

        control.changeBid(312, 0.25);

        VAST.verify(putRequestedFor(urlEqualTo("/api/v0/instances/bid_price/312/"))
                .withRequestBody(equalToJson("{\"client_id\":\"me\",\"price\":0.25}")));
        for (double bad : new double[] {0, -1, 32.1, Double.NaN}) {
            assertThatThrownBy(() -> control.changeBid(312, bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void executesAndTakesTheHostsPathOutOfTheOutput() throws InterruptedException {
        VAST.stubFor(put(urlEqualTo("/api/v0/instances/command/312/"))
                .willReturn(json(
                        200,
                        "{\"success\":true,\"writeable_path\":\"/var/lib/docker/overlay2/ab\",\"result_url\":\""
                                + VAST.baseUrl() + "/out\"}")));
        VAST.stubFor(get(urlEqualTo("/out"))
                .willReturn(aResponse().withBody("4096 /var/lib/docker/overlay2/ab/workspace\n")));

        assertThat(control.execute(312, new ContainerCommand(" du -s /workspace ")))
                .contains("4096 /workspace\n");
        VAST.verify(putRequestedFor(anyUrl()).withRequestBody(equalToJson("{\"command\":\"du -s /workspace\"}")));
        VAST.verify(getRequestedFor(urlEqualTo("/out")).withHeader("Authorization", absent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nvidia-smi", "lsof", "ls\n-l", "ls\trm"})
    void noOtherCommandLeavesThisMachine(String text) {
        assertThatThrownBy(() -> new ContainerCommand(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ContainerCommand("ls " + "x".repeat(510)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksForLogLinesInText() throws InterruptedException {
        answering(200, "{\"success\":true}");

        assertThat(control.logs(312, LogRequest.last(50).matching("ERROR").ofTheDaemon()))
                .isEmpty();

        VAST.verify(putRequestedFor(urlEqualTo("/api/v0/instances/request_logs/312/"))
                .withRequestBody(equalToJson("{\"tail\":\"50\",\"filter\":\"ERROR\",\"daemon_logs\":\"true\"}")));
        assertThatThrownBy(() -> LogRequest.last(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static VastApiException refused(ThrowingCallable call) {
        return catchThrowableOfType(VastApiException.class, call);
    }

    private static void answering(int status, String body) {
        VAST.stubFor(any(anyUrl()).willReturn(json(status, body)));
    }

    private static void inTurn(int first, String firstBody, int then, String thenBody) {
        VAST.stubFor(any(anyUrl())
                .inScenario("turns")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("then")
                .willReturn(json(first, firstBody)));
        VAST.stubFor(
                any(anyUrl()).inScenario("turns").whenScenarioStateIs("then").willReturn(json(then, thenBody)));
    }
}
