package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTest extends ClientFixture {

    private static final String PATH = "/api/v0/asks/1234567/";

    @Test
    void sendsTheOrderAsTheServerUnderstandsItAndTakesTheContract() throws InterruptedException {
        answer(json(200, "{\"success\":true,\"new_contract\":14872213,\"instance_api_key\":\"secret\"}"));

        assertThat(client.create(order())).isEqualTo(new Created(14872213));
        VAST.verify(
                1,
                putRequestedFor(urlEqualTo(PATH))
                        .withHeader("Authorization", equalTo("Bearer " + SECRET))
                        .withRequestBody(equalToJson("""
                                {"client_id":"me","image":"vllm/vllm-openai:v0.10.2","disk":40,"label":"vastctl-test-1",
                                 "runtype":"ssh_direct","env":{"HF_TOKEN":"hf_planted_token_value","-p 8000:8000":"1"},
                                 "onstart":"echo hello","target_state":"running","cancel_unavail":true}""")));
    }

    @Test
    void aBidCarriesItsPriceAndAMachineWithoutPortsTheProxy() throws InterruptedException {
        answer(json(200, "{\"success\":true,\"new_contract\":\"55\"}"));
        RentalOrder bid = new RentalOrder(1234567, "l", "i:t", 20, Map.of(), "", false, OptionalDouble.of(0.12));

        assertThat(client.create(bid)).isEqualTo(new Created(55));
        VAST.verify(putRequestedFor(urlEqualTo(PATH))
                .withRequestBody(matchingJsonPath("$.price", equalTo("0.12")))
                .withRequestBody(matchingJsonPath("$.runtype", equalTo("ssh_proxy"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void anErrorOfTheServerLeavesItUnclearAndIsNotRepeated(int status) {
        // OkHttp by itself would repeat a 503 that says "Retry-After: 0", and a 408.
        answer(html(status).withHeader("Retry-After", "0"));

        UnclearCreateException unclear = unclear();
        assertThat(unclear.status()).isEqualTo(status);
        assertThat(unclear).hasMessageContaining("may exist");
        assertSentOnce();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBrokenAnswerLeavesItUnclearAndIsNotRepeated(Fault fault) {
        answer(aResponse().withFault(fault));

        assertThat(unclear().problem()).isIn(ApiProblem.TRANSPORT, ApiProblem.SERVER);
        assertSentOnce();
    }

    @Test
    void silenceLeavesItUnclearAndIsNotRepeated() {
        answer(json(200, "{\"success\":true,\"new_contract\":1}").withFixedDelay(2500));

        assertThat(unclear().problem()).isEqualTo(ApiProblem.TRANSPORT);
        assertSentOnce();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "<html>", "{\"success\":true", "{\"success\":true}", "{\"new_contract\":0}"})
    void aGoodStatusWithoutAContractLeavesItUnclear(String body) {
        answer(json(200, body));

        assertThat(unclear().problem()).isEqualTo(ApiProblem.SERVER);
        assertSentOnce();
    }

    @Test
    void nothingWentOutWhenNobodyListens() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        VastApiException refused = catchThrowableOfType(
                VastApiException.class,
                () -> clientOf(URI.create("http://127.0.0.1:" + closed)).create(order()));

        assertThat(refused).isNotInstanceOf(UnclearCreateException.class);
        assertThat(refused.problem()).isEqualTo(ApiProblem.TRANSPORT);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        answer(aResponse().withStatus(status).withHeader("Location", VAST.baseUrl() + "/elsewhere?key=1"));

        VastApiException refused = refused();
        assertThat(refused.problem()).isEqualTo(ApiProblem.SERVER);
        assertThat(refused).hasMessageContaining(VAST.baseUrl()).hasMessageContaining("not followed");
        assertThat(refused.getMessage()).doesNotContain("elsewhere");
        assertSentOnce();
    }

    @Test
    void aVanishedOfferIsNamedSo() {
        answer(json(404, "{\"success\":false,\"error\":\"invalid_args\",\"msg\":\"error 404/3603: no_such_ask\"}"));

        VastApiException refused = refused();
        assertThat(refused.problem()).isEqualTo(ApiProblem.OFFER_GONE);
        assertThat(refused.code()).isEqualTo("no_such_ask");
        assertThat(refused.newContract()).isEmpty();
    }

    @Test
    void aBadKeyIsNoVanishedOffer() {
        answer(json(404, "{\"error\":\"auth_error\",\"msg\":\"Invalid user key\"}"));

        assertThat(refused().problem()).isEqualTo(ApiProblem.AUTH);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 502})
    void aRefusalMayNameAnInstanceThatExistsAllTheSame(int status) {
        answer(json(status, "{\"success\":false,\"error\":\"invalid_price\",\"new_contract\":777}"));

        assertThat(refused().newContract()).hasValue(777);
        assertSentOnce();
    }

    @Test
    void aThrottledCreateIsRefusedAndTheNextOneWaitsOutThePenalty() throws InterruptedException {
        answer(json(429, "{\"detail\":\"API requests too frequent endpoint threshold=4.5\"}"));
        assertThat(refused().problem()).isEqualTo(ApiProblem.THROTTLED);
        assertSentOnce();
        assertThat(time.naps()).isEmpty();

        answer(json(200, "{\"success\":true,\"new_contract\":1}"));
        client.create(order());

        assertThat(time.naps()).containsExactly(Duration.ofMillis(12500));
    }

    @Test
    void aRefusalThatEchoesTheOrderShowsNoneOfItsEnvironment() {
        answer(json(400, "{\"error\":\"invalid_args\",\"msg\":\"bad env hf_planted_token_value in order\"}"));

        assertThat(refused().getMessage()).doesNotContain("hf_planted").contains("[hidden]");
    }

    private static void answer(ResponseDefinitionBuilder response) {
        VAST.stubFor(put(urlEqualTo(PATH)).willReturn(response));
    }

    private static void assertSentOnce() {
        VAST.verify(1, anyRequestedFor(anyUrl()));
    }

    private UnclearCreateException unclear() {
        return catchThrowableOfType(UnclearCreateException.class, () -> client.create(order()));
    }

    private VastApiException refused() {
        VastApiException refused = catchThrowableOfType(VastApiException.class, () -> client.create(order()));
        assertThat(refused).isNotInstanceOf(UnclearCreateException.class);
        return refused;
    }
}
