package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceListTest {

    private static final String LIST = "/api/v1/instances/";

    private final Asked asked = Asked.calm();

    private void rent(int count) {
        JsonNode offers = asked.json(
                        "POST",
                        "/api/v0/bundles/",
                        "{\"limit\":200,\"disk_space\":{\"gte\":40},\"num_gpus\":{\"eq\":1}}")
                .path("offers");
        for (JsonNode offer : offers) {
            int made = asked.markets.market.living().size();
            if (made == count) return;
            String label = made % 3 == 0 ? "" : "job-" + made % 3;
            asked.markets.create(offer.path("id").asLong(), Markets.order(label, Asked.TINY));
        }
    }

    private JsonNode page(String... parameters) {
        Map<String, String> query = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) query.put(parameters[i], parameters[i + 1]);
        return asked.get(LIST, query);
    }

    private static List<String> column(JsonNode page, String name) {
        List<String> values = new ArrayList<>();
        page.path("instances").forEach(row -> values.add(row.path(name).asText()));
        return values;
    }

    @Test
    void aLimitOfNothingGivesFive() {
        rent(7);

        assertThat(page("limit", "0").path("instances")).hasSize(5);
        assertThat(page("limit", "2").path("instances")).hasSize(2);
        assertThat(page("limit", "99").path("instances")).hasSize(7);
        assertThat(page().path("next_token").isNull()).isTrue();
    }

    @Test
    void anyOrderIsPagedWithoutLossOrRepetition() {
        rent(9);
        String order = "[{\"col\":\"gpu_name\",\"dir\":\"desc\"}]";
        List<String> all = column(page("order_by", order), "id");
        List<String> paged = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = page("order_by", order, "limit", "2", "after_token", token);
            paged.addAll(column(page, "id"));
            token = page.path("next_token").asText("null");
        } while (!token.equals("null"));

        assertThat(paged).hasSize(9).isEqualTo(all);
        assertThat(column(page("order_by", order), "gpu_name")).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void storedColumnsFilterAndTheTotalsFollow() {
        rent(6);

        JsonNode labelled = page("select_filters", "{\"label\":{\"in\":[\"job-1\"]}}");
        JsonNode unlabelled = page("select_filters", "{\"label\":{\"in\":[null]}}");
        JsonNode none = page("select_filters", "{\"actual_status\":{\"eq\":\"frozen\"}}");

        assertThat(column(labelled, "label")).containsExactly("job-1", "job-1");
        assertThat(unlabelled.path("label_counts")).isEqualTo(Markets.read("{\"\":2}"));
        assertThat(none.path("total_instances").asInt()).isZero();
        assertThat(none.path("success").asBoolean()).isTrue();
    }

    @Test
    void onlyTheColumnsAskedForComeBack() {
        rent(1);

        JsonNode row = page("select_cols", "[\"id\",\"dph_total\",\"colour\"]")
                .path("instances")
                .path(0);

        assertThat(row).hasSize(3);
        assertThat(row.get("colour").isNull()).isTrue();
        assertThat(row.path("dph_total").isNumber()).isTrue();
        assertThat(page("select_cols", "[\"*\"]").path("instances").path(0).size())
                .isGreaterThan(80);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select_filters | {\"dph_total\":{\"lt\":1}}     | dph_total is not a valid search key",
                "select_filters | {\"num_gpus\":{\"eq\":1}}      | num_gpus is not a valid search key",
                "select_filters | {\"id\":{\"le\":1}}            | le is not a valid search op",
                "select_filters | {                              | not valid JSON",
                "order_by       | [{\"col\":\"dph_total\"}]      | dph_total is not a valid search key",
                "after_token    | bm8gdG9rZW4=                   | Invalid pagination token",
                "after_token    | !!                             | Invalid pagination token",
            })
    void aParameterThatCannotBeUsedIsRefused(String name, String value, String words) {
        Answer answer = asked.call("GET", LIST, Map.of(name, value), "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void aRowIsCompleteFromTheFirstMomentOn() {
        rent(1);

        JsonNode row = Markets.read(asked.markets.call("GET", LIST, "").body())
                .path("instances")
                .path(0);

        assertThat(row.path("start_date").isNumber()).isTrue();
        assertThat(row.path("extra_env").isArray()).isTrue();
        assertThat(row.path("actual_status").isNull()).isTrue();
        assertThat(row.has("ports")).isFalse();
    }

    @Test
    void aListMayBeEmptyThoughSomethingLives() {
        Asked empty = Asked.with(Fault.LIST_EMPTY);
        long id = empty.running().id();

        JsonNode page = empty.json("GET", LIST, "");

        assertThat(page.path("instances")).isEmpty();
        assertThat(page.path("total_instances").asInt()).isZero();
        assertThat(empty.json("GET", Asked.instance(id), "")
                        .path("instances")
                        .path("id")
                        .asLong())
                .isEqualTo(id);
    }

    @Test
    void aNewOneMayBeMissingFromTheListForAWhile() {
        Asked lags = Asked.with(Fault.LIST_LAGS);
        long id = lags.markets.rent(Asked.TINY).id();

        assertThat(lags.json("GET", LIST, "").path("instances")).isEmpty();
        assertThat(lags.json("GET", Asked.instance(id), "")
                        .path("instances")
                        .path("id")
                        .asLong())
                .isEqualTo(id);
        lags.markets.pass(60);
        assertThat(lags.json("GET", LIST, "").path("instances")).hasSize(1);
    }

    @Test
    void theValuesToFilterByAreTold() {
        rent(3);

        JsonNode filters = asked.json("GET", "/api/v0/instances/filters/", "").path("filters");

        assertThat(filters).isNotEmpty().allMatch(row -> row.size() == 3 && row.hasNonNull("gpu_name"));
    }
}
