package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest extends ClientFixture {

    private static final String PATH = "/api/v0/bundles/";

    @Test
    void returnsTheRowsInTheServersOrder() throws IOException, InterruptedException {
        answer(json(200, new String(Samples.read("offers-ondemand-2026-09-28.json"), StandardCharsets.UTF_8)));

        List<Offer> offers = client.searchOffers(query(64));

        assertThat(offers).hasSize(22);
        assertThat(offers).extracting(Offer::offerId).contains(38450985L, 48926606L);
        VAST.verify(1, postRequestedFor(urlEqualTo(PATH)).withHeader("Authorization", equalTo("Bearer " + SECRET)));
    }

    @Test
    void anEmptyListIsAnAnswer() throws InterruptedException {
        answer(json(200, "{\"offers\":[]}"));

        assertThat(client.searchOffers(query(64))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"offers\":null}",
                "{\"offers\":{}}",
                "{\"offers\":[",
                "<html>",
                "{\"offers\":[7]}"
            })
    void anythingButAListIsAnErrorNotAnEmptyMarket(String body) {
        answer(json(200, body));

        VastApiException broken = failure();
        assertThat(broken.problem()).isEqualTo(ApiProblem.SERVER);
        assertThat(broken.getMessage()).startsWith("search: ");
    }

    @Test
    void rowsOfWhichNoneCanBeReadAreAnError() {
        answer(json(200, "{\"offers\":[{\"ident\":1},{\"ident\":2}]}"));

        assertThat(failure()).hasMessageContaining("none of 2 rows");
    }

    @Test
    void skipsARowThatLacksItsMachine() throws InterruptedException {
        answer(json(200, "{\"offers\":[{\"id\":5,\"dph_base\":1},null," + row(1, 0.1) + "]}"));

        assertThat(client.searchOffers(query(64))).extracting(Offer::offerId).containsExactly(1L);
    }

    @Test
    void aServerThatCapsAtSixtyFourIsAskedAgainFromTheLastPrice() throws InterruptedException {
        answer(json(200, "{\"offers\":[" + rows(1, 64) + "]}"));
        VAST.stubFor(post(urlEqualTo(PATH))
                .withRequestBody(matchingJsonPath("$.dph_total.gte", equalTo("0.64")))
                .willReturn(json(200, "{\"offers\":[" + rows(64, 70) + "]}")));

        assertThat(client.searchOffers(query(500))).hasSize(70);
        assertThat(client.searchOffers(query(64))).hasSize(64);
        VAST.verify(3, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void stopsWhenAPageBringsNothingNew() throws InterruptedException {
        answer(json(200, "{\"offers\":[" + rows(1, 64) + "]}"));

        assertThat(client.searchOffers(query(500))).hasSize(64);
        VAST.verify(2, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void aBadKeyIsNoEmptyMarket() {
        answer(json(404, "{\"error\":null,\"msg\":\"Invalid user key\"}"));

        assertThat(failure().problem()).isEqualTo(ApiProblem.AUTH);
    }

    @Test
    void aRefusalInsideAGoodStatusIsRead() {
        answer(json(200, "{\"success\":false,\"error\":\"invalid_request\",\"msg\":\"no such op\"}"));

        assertThat(failure().problem()).isEqualTo(ApiProblem.INVALID);
    }

    @Test
    void triesAgainAfterTroubleThatPasses() throws InterruptedException {
        inTurn(
                html(403),
                html(502),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                json(429, "{\"detail\":\"API requests too frequent endpoint threshold=30.0\"}"),
                json(200, "{\"offers\":[]}"));

        assertThat(client.searchOffers(query(64))).isEmpty();
        assertThat(time.naps())
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(33));
    }

    @Test
    void givesUpAfterSixTries() {
        answer(html(503));

        assertThat(failure().problem()).isEqualTo(ApiProblem.SERVER);
        VAST.verify(6, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void aPlainServerErrorIsNotRepeated() {
        answer(json(500, "{\"error\":\"server_error\"}"));

        assertThat(failure().status()).isEqualTo(500);
        VAST.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    private static void inTurn(ResponseDefinitionBuilder... responses) {
        for (int i = 0; i < responses.length; i++) {
            VAST.stubFor(post(urlEqualTo(PATH))
                    .inScenario("turns")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "turn " + i)
                    .willSetStateTo("turn " + (i + 1))
                    .willReturn(responses[i]));
        }
    }

    private static void answer(ResponseDefinitionBuilder response) {
        VAST.stubFor(post(urlEqualTo(PATH)).willReturn(response));
    }

    private VastApiException failure() {
        return catchThrowableOfType(VastApiException.class, () -> client.searchOffers(query(64)));
    }

    private static OfferQuery query(int limit) {
        return OfferQuery.broad(RentalType.ON_DEMAND, 40, limit);
    }

    private static String rows(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> row(id, id / 100.0))
                .collect(Collectors.joining(","));
    }

    private static String row(int id, double price) {
        return "{\"id\":" + id + ",\"machine_id\":2,\"host_id\":3,\"gpu_name\":\"RTX 4090\",\"num_gpus\":1,"
                + "\"gpu_ram\":24564,\"dph_base\":" + price + ",\"storage_cost\":0,\"dph_total\":" + price + "}";
    }
}
