package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarketApiTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    @Test
    void anyKeyButNoneAndWrongIsTaken() {
        Markets markets = Markets.calm();

        Answer none = markets.call("GET", "/api/v0/users/current/", Map.of(), Optional.empty(), "");
        Answer wrong = markets.call("GET", "/api/v0/users/current/", Map.of(), Optional.of("wrong"), "");
        Answer search = markets.call("POST", "/api/v0/bundles/", Map.of(), Optional.of("wrong"), "{}");

        assertThat(List.of(none.status(), wrong.status(), search.status())).containsExactly(401, 401, 404);
        assertThat(List.of(none.body(), wrong.body(), search.body())).allMatch(body -> body.contains("auth_error"));
        assertThat(markets.call("GET", "/api/v0/users/current/", "").status()).isEqualTo(200);
    }

    @Test
    void aCallTooSoonIsToldTheThreshold() {
        Markets markets = Markets.calm();

        markets.call("GET", "/api/v0/instances/1/", "");
        markets.pass(1.5);
        Answer early = markets.call("GET", "/api/v0/instances/2/", "");
        markets.pass(0.5);
        Answer late = markets.call("GET", "/api/v0/instances/2/", "");

        assertThat(early.status()).isEqualTo(429);
        assertThat(early.body()).contains("threshold=2.0");
        assertThat(late.status()).isEqualTo(200);
    }

    @Test
    void tenSearchesAMinuteAreAllowed() {
        Markets markets = Markets.calm();

        for (int i = 0; i < 10; i++) {
            assertThat(markets.call("POST", "/api/v0/bundles/", "{}").status()).isEqualTo(200);
        }

        assertThat(markets.call("POST", "/api/v0/bundles/", "{}").status()).isEqualTo(429);
        markets.pass(61);
        assertThat(markets.call("POST", "/api/v0/bundles/", "{}").status()).isEqualTo(200);
    }

    @Test
    void aWrongOperatorIsABadRequest() {
        Answer answer = Markets.calm().call("POST", "/api/v0/bundles/", "{\"num_gpus\":{\"le\":1}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_request").contains("le is not a valid search op");
    }

    @Test
    void whatIsRentedLeavesTheMarketWithAllOverlappingOffers() {
        Markets markets = Markets.calm();
        long offer = markets.goodOffer().path("id").asLong();
        long machine = markets.goodOffer().path("machine_id").asLong();

        assertThat(markets.create(offer, Markets.order("a", TINY)).status()).isEqualTo(200);

        String query = "{\"machine_id\":{\"eq\":" + machine + "}}";
        assertThat(markets.json(markets.call("POST", "/api/v0/bundles/", query)).path("offers"))
                .isEmpty();
        assertThat(markets.create(offer, Markets.order("b", TINY)).body()).contains("no_such_ask");
    }

    @Test
    void theOldListingIsSwitchedOff() {
        Answer answer = Markets.calm().call("GET", "/api/v0/instances/", "");

        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.body()).contains("deprecated_endpoint");
    }

    @Test
    void theListingComesInPages() {
        Markets markets = Markets.calm();
        rentMany(markets, 30);

        JsonNode first = page(markets, Map.of());
        JsonNode second =
                page(markets, Map.of("after_token", first.path("next_token").asText()));

        assertThat(first.path("instances")).hasSize(25);
        assertThat(first.path("total_instances").asInt()).isEqualTo(30);
        assertThat(second.path("instances")).hasSize(5);
        assertThat(second.path("next_token").isNull()).isTrue();
        assertThat(ids(first)).doesNotContainAnyElementsOf(ids(second));
        markets.pass(1);
        assertThat(markets.call("GET", "/api/v1/instances/", Map.of("after_token", "!"), Optional.of("k"), "")
                        .status())
                .isEqualTo(400);
    }

    private static void rentMany(Markets markets, int count) {
        JsonNode offers = markets.json(markets.call(
                        "POST",
                        "/api/v0/bundles/",
                        "{\"limit\":200,\"disk_space\":{\"gte\":40},\"num_gpus\":{\"eq\":1}}"))
                .path("offers");
        for (JsonNode offer : offers) {
            if (markets.market.living().size() == count) return;
            markets.create(offer.path("id").asLong(), Markets.order("l" + offer.path("id"), TINY));
        }
    }

    private static JsonNode page(Markets markets, Map<String, String> query) {
        markets.pass(1);
        return markets.json(markets.call("GET", "/api/v1/instances/", query, Optional.of("k"), ""));
    }

    private static List<Long> ids(JsonNode page) {
        List<Long> ids = new ArrayList<>();
        page.path("instances").forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }

    @Test
    void destroyingTakesSomeSeconds() {
        Markets markets = Markets.calm();
        long id = markets.rent(TINY).id();

        Answer answer = markets.call("DELETE", "/api/v0/instances/" + id + "/", "{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(markets.api.truth().alive()).hasSize(1);
        markets.pass(8);

        assertThat(markets.show(id).isNull()).isTrue();
        assertThat(markets.api.truth().alive()).isEmpty();
        assertThat(markets.api.truth().destroyed()).isEqualTo(1);
        markets.pass(3);
        assertThat(markets.call("DELETE", "/api/v0/instances/" + id + "/", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void theUsersCreditFalls() {
        Markets markets = Markets.calm();
        markets.rent(TINY);
        markets.pass(7200);

        JsonNode user = markets.json(markets.call("GET", "/api/v0/users/current/", ""));

        assertThat(user.path("credit").asDouble())
                .isEqualTo(Market.STARTING_CREDIT - markets.api.truth().dollarsSpent());
        assertThat(user.path("credit").asDouble()).isLessThan(Market.STARTING_CREDIT - 0.2);
    }

    @Test
    void theLogIsThereOnlyAfterTheUploadAndOnlyWithoutAKey() {
        Markets markets = Markets.calm();
        long id = markets.rent(TINY).id();
        markets.pass(900);

        JsonNode asked = markets.json(markets.call("PUT", "/api/v0/instances/request_logs/" + id + "/", "{}"));
        String path = asked.path("result_url").asText().replace("http://here", "");

        assertThat(log(markets, path, Optional.empty()).status()).isEqualTo(403);
        markets.pass(4);
        assertThat(log(markets, path, Optional.of("k")).status()).isEqualTo(400);
        assertThat(log(markets, path, Optional.empty()).body()).contains("Starting sshd");
    }

    private static Answer log(Markets markets, String path, Optional<String> key) {
        return markets.call("GET", path, Map.of(), key, "");
    }

    @Test
    void theTruthCountsRequestsAndNeedsNoKey() {
        Markets markets = Markets.calm();
        markets.call("POST", "/api/v0/bundles/", "{}");

        Answer truth = markets.call("GET", "/simulator/truth", Map.of(), Optional.empty(), "");

        assertThat(markets.json(truth).path("requests").path("search").asInt()).isEqualTo(1);
        assertThat(markets.json(truth).path("clock").asText()).isEqualTo(Markets.START.toString());
        assertThat(markets.json(truth).path("alive")).isEmpty();
    }
}
