package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.vastctl.instance.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstancesTest extends ClientFixture {

    private static final String LIST = "/api/v1/instances/";
    private static final String ONE = "/api/v0/instances/312/";

    @Test
    void showsOneInstance() throws IOException, InterruptedException {
        one(json(200, text("composed-instance-running.json")));

        Instance instance = client.show(312).orElseThrow();

        assertThat(instance.publicPort(8000).orElseThrow().port()).isEqualTo(30080);
        VAST.verify(1, getRequestedFor(urlEqualTo(ONE + "?owner=me")));
        VAST.verify(0, getRequestedFor(urlPathEqualTo(LIST)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":{\"id\":312}}",
                "{\"instances\":[{\"id\":312}]}",
                "{\"instances\":{\"label\":null}}"
            })
    void anInstanceMayComeBareOrInAnArray(String body) throws InterruptedException {
        one(json(200, body));

        assertThat(client.show(312)).contains(Instance.onlyId(312));
    }

    @Test
    void goneIsAnExplicitNullOrA404ThatSaysSo() throws InterruptedException {
        one(json(200, "{\"instances\":null}"));
        assertThat(client.show(312)).isEmpty();

        one(json(404, "{\"success\":false,\"error\":\"no_such_instance\",\"msg\":\"Instance 312 not found.\"}"));
        assertThat(client.show(312)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"instances\":[]}",
                "{\"instances\":7}",
                "{\"instances\":{\"id\":313}}",
                "{\"instances\":[{\"id\":312},{\"id\":313}]}"
            })
    void anAnswerThatShowsNothingDoesNotMeanGone(String body) {
        one(json(200, body));

        assertThat(showFailure().problem()).isEqualTo(ApiProblem.SERVER);
    }

    @Test
    void aBadKeyOrABareNotFoundDoesNotMeanGone() {
        one(json(404, "{\"error\":\"auth_error\",\"msg\":\"Invalid user key\"}"));
        assertThat(showFailure().problem()).isEqualTo(ApiProblem.AUTH);

        one(json(404, "{\"detail\":\"Not Found\"}"));
        assertThat(showFailure().problem()).isEqualTo(ApiProblem.NOT_FOUND);

        one(json(401, "{\"error\":\"no_such_instance\"}"));
        assertThat(showFailure().problem()).isEqualTo(ApiProblem.AUTH);

        one(json(400, "{\"error\":\"no_such_instance\"}"));
        assertThat(showFailure().problem()).isEqualTo(ApiProblem.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instances\":null,\"error\":\"auth_error\"}",
                "{\"instances\":null,\"msg\":\"Session expired. Please log in again.\"}",
                "{\"success\":true,\"instances\":null,\"detail\":\"Requests too frequent\"}",
                "{\"instances\":{\"id\":312},\"instances\":null}",
            })
    void aNullBesideAnErrorDoesNotMeanGone(String body) {
        one(json(200, body));

        assertThat(showFailure()).isNotNull();
    }

    @Test
    void runningWithoutPortsTakesTheRowOfTheList() throws InterruptedException {
        one(json(200, "{\"instances\":{\"id\":312,\"actual_status\":\"running\"}}"));
        list(
                json(
                        200,
                        "{\"next_token\":null,\"instances\":[{\"id\":1},{\"id\":312,\"actual_status\":\"running\",\"ports\":{\"8000/tcp\":[{\"HostPort\":\"30080\"}]}}]}"));

        assertThat(client.show(312).orElseThrow().tcpPorts()).containsEntry(8000, 30080);
    }

    @Test
    void runningWithoutPortsStaysSoWhenTheListFails() throws InterruptedException {
        one(json(200, "{\"instances\":{\"id\":312,\"actual_status\":\"running\",\"ports\":[8080]}}"));
        list(json(500, "{}"));

        assertThat(client.show(312).orElseThrow().tcpPorts()).isEmpty();
    }

    @Test
    void anEmptyListIsBelievedOnlyIfItSaysThatItIsComplete() throws InterruptedException {
        list(json(200, "{\"instances\":[],\"total_instances\":0}"));
        assertThat(client.list()).isEmpty();
        list(json(200, "{\"success\":true,\"instances\":[],\"next_token\":null}"));
        assertThat(client.list()).isEmpty();

        list(json(200, "{\"instances\":[]}"));
        assertThatThrownBy(client::list).isInstanceOf(VastApiException.class).hasMessageContaining("is complete");
    }

    @Test
    void destroySendsAnEmptyObjectAndTakesGoneForDone() throws InterruptedException {
        destroying(json(200, "{\"success\":true}"));
        client.destroy(312);
        VAST.verify(1, deleteRequestedFor(urlEqualTo(ONE)).withRequestBody(equalToJson("{}")));

        destroying(json(404, "{\"success\":false,\"error\":\"not_found\",\"msg\":\"Instance not found\"}"));
        client.destroy(312);
        destroying(json(404, "{\"success\":false,\"error\":\"no_such_instance\"}"));
        client.destroy(312);
        VAST.verify(3, deleteRequestedFor(urlEqualTo(ONE)));
    }

    @Test
    void destroyWithABadKeyIsNotDone() {
        destroying(json(404, "{\"error\":\"auth_error\"}"));

        assertThat(destroyFailure().problem()).isEqualTo(ApiProblem.AUTH);
    }

    @Test
    void destroyRefusedInsideAGoodStatusIsNotDone() {
        destroying(json(200, "{\"success\":false,\"error\":\"invalid_args\"}"));

        assertThat(destroyFailure().problem()).isEqualTo(ApiProblem.INVALID);
    }

    @Test
    void destroyAnsweredByAPageOfSomethingElseIsNotDone() {
        destroying(html(200));
        assertThat(destroyFailure().problem()).isEqualTo(ApiProblem.SERVER);

        destroying(json(200, "{\"error\":\"auth_error\",\"msg\":\"Invalid user key\"}"));
        assertThat(destroyFailure().problem()).isEqualTo(ApiProblem.AUTH);
    }

    @Test
    void destroyIsRepeatedOnEveryErrorOfTheServer() throws InterruptedException {
        destroyingInTurn(
                json(500, "{}"),
                html(502),
                json(429, "{\"retry_after\":4}"),
                aResponse().withStatus(204));

        client.destroy(312);

        VAST.verify(4, deleteRequestedFor(urlEqualTo(ONE)));
    }

    @Test
    void attachesAKey() throws InterruptedException {
        VAST.stubFor(any(anyUrl()).willReturn(json(200, "{\"success\":true}")));

        client.attachSshKey(312, "ssh-ed25519 AAAA me");

        VAST.verify(postRequestedFor(urlEqualTo(ONE + "ssh/"))
                .withRequestBody(equalToJson("{\"ssh_key\":\"ssh-ed25519 AAAA me\"}")));
    }

    @Test
    void readsTheAccountAndDoesNotTakeAMissingCreditForNone() throws InterruptedException {
        VAST.stubFor(any(anyUrl()).willReturn(json(200, "{\"id\":5,\"credit\":25,\"balance\":0,\"api_key\":\"x\"}")));
        assertThat(client.currentUser()).isEqualTo(new Account(5, 25.0));
        VAST.verify(1, getRequestedFor(urlEqualTo("/api/v0/users/current/")));

        VAST.stubFor(any(anyUrl()).willReturn(json(200, "{\"id\":5,\"balance\":0}")));
        assertThatThrownBy(client::currentUser).isInstanceOf(VastApiException.class);
    }

    private static String text(String sample) throws IOException {
        return new String(Samples.read(sample), StandardCharsets.UTF_8);
    }

    private static void one(ResponseDefinitionBuilder response) {
        VAST.stubFor(get(urlPathEqualTo(ONE)).willReturn(response));
    }

    private static void list(ResponseDefinitionBuilder response) {
        VAST.stubFor(get(urlPathEqualTo(LIST)).willReturn(response));
    }

    private static void destroying(ResponseDefinitionBuilder response) {
        VAST.stubFor(delete(urlEqualTo(ONE)).willReturn(response));
    }

    private static void destroyingInTurn(ResponseDefinitionBuilder... responses) {
        for (int i = 0; i < responses.length; i++) {
            VAST.stubFor(delete(urlEqualTo(ONE))
                    .inScenario("turns")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "turn " + i)
                    .willSetStateTo("turn " + (i + 1))
                    .willReturn(responses[i]));
        }
    }

    private VastApiException showFailure() {
        return catchThrowableOfType(VastApiException.class, () -> client.show(312));
    }

    private VastApiException destroyFailure() {
        return catchThrowableOfType(VastApiException.class, () -> client.destroy(312));
    }
}
