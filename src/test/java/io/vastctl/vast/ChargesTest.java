package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChargesTest extends ClientFixture {

    private static final String CHARGES = "/api/v0/charges/";
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void asksForWholeDaysAndReadsEveryPage() throws InterruptedException {
        charges(json(200, page("\"t2\"", row(1, 0.125, "a"))));
        VAST.stubFor(get(urlPathEqualTo(CHARGES))
                .withQueryParam("after_token", equalTo("t2"))
                .willReturn(json(200, page("null", row(2, 3, "")))));

        assertThat(client.charges(NOON, NOON.plusSeconds(60)))
                .containsExactly(
                        new Charge(1, Optional.of("a"), 0.125, Optional.of(Instant.ofEpochSecond(1_767_355_200))),
                        new Charge(2, Optional.empty(), 3, Optional.of(Instant.ofEpochSecond(1_767_355_200))));
        VAST.verify(
                1,
                getRequestedFor(urlPathEqualTo(CHARGES))
                        .withQueryParam("limit", equalTo("500"))
                        .withQueryParam("latest_first", equalTo("false"))
                        .withQueryParam("after_token", absent())
                        .withQueryParam(
                                "select_filters",
                                equalTo("{\"day\":{\"gte\":1767312000,\"lte\":1767398399},"
                                        + "\"type\":{\"in\":[\"instance\"]}}")));
    }

    @Test
    void aRowThatCannotBeReadIsUnknownAndSoIsAnInstanceChargedInTwoWays() throws InterruptedException {
        String odd = "{\"source\":\"volume-4\",\"amount\":1},{\"source\":null,\"amount\":1},7,null,"
                + "{\"source\":\"instance-5\"},{\"source\":\"instance-6\",\"amount\":-1},"
                + "{\"source\":\"instance-7\",\"amount\":\"a lot\"}";
        charges(json(
                200,
                page("null", odd, row(8, 1, "a"), row(8, 2, "a"), row(9, 1, "b"), row(9, 1, "b"), row(10, 0, "c"))));

        List<Charge> charges = client.charges(NOON, NOON);

        assertThat(charges).extracting(Charge::instanceId).containsExactly(9L, 10L);
        assertThat(charges).extracting(Charge::dollars).containsExactly(1.0, 0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"results\":null}", "{\"success\":true,\"results\":{}}", "<html>"})
    void anAnswerWithoutAListIsAnErrorAndNotAnEmptyBill(String body) {
        charges(json(200, body));

        assertThatThrownBy(() -> client.charges(NOON, NOON)).isInstanceOf(VastApiException.class);
    }

    @Test
    void aPageThatComesAgainEndsTheReading() {
        charges(json(200, page("\"t\"", row(1, 1, "a"))));

        assertThatThrownBy(() -> client.charges(NOON, NOON)).hasMessageContaining("twice");
    }

    @Test
    void aKeyWithoutTheRightToReadBillsIsToldApart() {
        charges(json(401, "{\"success\":false,\"error\":\"not_authorized\",\"msg\":\"lacks billing_read\"}"));

        assertThatThrownBy(() -> client.charges(NOON, NOON))
                .asInstanceOf(type(VastApiException.class))
                .extracting(VastApiException::problem)
                .isIn(ApiProblem.AUTH, ApiProblem.FORBIDDEN);
    }

    private static void charges(ResponseDefinitionBuilder answer) {
        VAST.stubFor(get(urlPathEqualTo(CHARGES)).willReturn(answer));
    }

    private static String page(String token, String... rows) {
        return "{\"success\":true,\"count\":" + rows.length + ",\"next_token\":" + token + ",\"results\":["
                + String.join(",", rows) + "]}";
    }

    private static String row(long id, double dollars, String label) {
        return "{\"start\":1767350000,\"end\":1767355200,\"type\":\"instance\",\"source\":\"instance-" + id
                + "\",\"amount\":" + dollars + ",\"metadata\":{"
                + (label.isEmpty() ? "" : "\"label\":\"" + label + "\"") + "},\"items\":[]}";
    }
}
