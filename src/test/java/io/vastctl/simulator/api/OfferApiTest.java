package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferApiTest {

    private static final String BUNDLES = "/api/v0/bundles/";
    private static final String QUERY = "{\"num_gpus\":{\"eq\":1},\"order\":[[\"dph_total\",\"asc\"]],\"limit\":5}";

    private final Asked asked = Asked.calm();

    private static List<Long> ids(JsonNode answer) {
        List<Long> ids = new ArrayList<>();
        answer.path("offers").forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }

    @Test
    void allWaysOfSearchingFindTheSame() {
        JsonNode posted = asked.json("POST", BUNDLES, QUERY);

        assertThat(ids(posted)).hasSize(5);
        assertThat(ids(asked.get(BUNDLES, Map.of("q", QUERY)))).isEqualTo(ids(posted));
        assertThat(ids(asked.json("PUT", "/api/v0/search/asks/", "{\"select_cols\":[\"*\"],\"q\":" + QUERY + "}")))
                .isEqualTo(ids(posted));
        assertThat(ids(asked.get("/api/v0/search/asks", Map.of("q", QUERY)))).isEqualTo(ids(posted));
    }

    @Test
    void onlyTheColumnsAskedForComeBackAndUnknownOnesAreNull() {
        String body = "{\"select_cols\":[\"id\",\"colour\"],\"q\":" + QUERY + "}";

        JsonNode row =
                asked.json("PUT", "/api/v0/search/asks/", body).path("offers").path(0);

        assertThat(row).hasSize(2);
        assertThat(row.path("id").isNumber()).isTrue();
        assertThat(row.get("colour").isNull()).isTrue();
    }

    @Test
    void valuesInTextCountForWhatTheySay() {
        String text = "{\"num_gpus\":{\"eq\":\"1\"},\"verified\":{\"eq\":\"True\"},\"reliability\":{\"gt\":\"0.98\"},"
                + "\"verification\":{},\"order\":[[\"dph_total\",\"asc\"]]}";
        String typed = "{\"num_gpus\":{\"eq\":1},\"verified\":{\"eq\":true},\"reliability\":{\"gt\":0.98},"
                + "\"order\":[[\"dph_total\",\"asc\"]]}";

        assertThat(ids(asked.json("POST", BUNDLES, text)))
                .isNotEmpty()
                .isEqualTo(ids(asked.json("POST", BUNDLES, typed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verified",
                "external",
                "rentable",
                "rented",
                "datacenter",
                "ubuntu_version",
                "cluster_id",
                "geolocation",
                "nw_disk_min_bw",
                "vms_enabled",
                "sla_r_claim"
            })
    void aKnownFieldIsAFilterThoughNoRowMayShowIt(String field) {
        assertThat(asked.call("POST", BUNDLES, "{\"" + field + "\":{\"neq\":\"x\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theContentTypeIsExactlyJsonAndNoTotalIsTold() {
        Answer answer = asked.call("POST", BUNDLES, QUERY);

        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(Markets.read(answer.body()).properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("offers");
        assertThat(answer.headers()).containsEntry("x-ratelimit-limit", "500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on-demand", "ondemand", "ask", "a-word-nobody-knows"})
    void everyOtherWordMeansOnDemand(String type) {
        String query = "{\"type\":\"" + type + "\",\"limit\":3}";

        assertThat(ids(asked.json("POST", BUNDLES, query)))
                .isEqualTo(ids(asked.json("POST", BUNDLES, "{\"limit\":3}")));
    }

    @Test
    void reservedRowsHaveNumbersForTheirDiscount() {
        JsonNode row = asked.json("POST", BUNDLES, "{\"type\":\"reserved\"}")
                .path("offers")
                .path(0);

        assertThat(row.path("discount_rate").isNumber()).isTrue();
        assertThat(row.path("discounted_dph_total").asDouble())
                .isEqualTo(row.path("dph_total").asDouble());
    }

    @Test
    void anOrderByNameIsAlphabetical() {
        List<String> names = new ArrayList<>();
        asked.json("POST", BUNDLES, "{\"order\":[[\"gpu_name\",\"desc\"]],\"limit\":200}")
                .path("offers")
                .forEach(row -> names.add(row.path("gpu_name").asText()));

        assertThat(names).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void ownMachinesAreHiddenOnlyWhereRentedIsFalse() {
        JsonNode both = asked.json("POST", BUNDLES, "{\"limit\":1000,\"disk_space\":{\"gte\":40}}")
                .path("offers");
        JsonNode small = slice(both);
        asked.markets.create(small.path("id").asLong(), Markets.order("a", Asked.TINY));
        Contract contract = asked.markets.market.living().get(0);
        String machine = "\"machine_id\":{\"eq\":" + contract.offer().machineId() + "}";

        assertThat(ids(asked.json("POST", BUNDLES, "{" + machine + ",\"rented\":{\"eq\":false}}")))
                .isEmpty();
        assertThat(ids(asked.json("POST", BUNDLES, "{\"rented\":{\"eq\":true},\"limit\":3}")))
                .hasSize(3);
    }

    private static JsonNode slice(JsonNode rows) {
        for (JsonNode row : rows) {
            if (row.path("gpu_frac").asDouble() < 1) return row;
        }
        throw new AssertionError("no machine is cut up");
    }

    @Test
    void theListsOfCardsNeedNoKey() {
        Markets markets = asked.markets;

        JsonNode names = Markets.read(markets.call("GET", "/api/v0/gpu_names/unique/", Map.of(), Optional.empty(), "")
                .body());
        JsonNode types =
                Markets.read(markets.call("GET", "/api/v0/gpu_types/", Map.of("status", "active"), Optional.empty(), "")
                        .body());

        assertThat(names.path("gpu_names"))
                .extracting(JsonNode::asText)
                .contains("RTX 4090")
                .doesNotHaveDuplicates();
        assertThat(types.path("gpu_types")).hasSameSizeAs(names.path("gpu_names"));
        assertThat(types.path("gpu_types"))
                .extracting(row -> row.path("canonical_name").asText())
                .contains("RTX 4090");
    }

    @Test
    void whatIsNoObjectIsABadRequest() {
        assertThat(asked.call("POST", BUNDLES, "[1]").status()).isEqualTo(400);
        assertThat(asked.call("GET", BUNDLES, Map.of("q", "{"), "").status()).isEqualTo(400);
    }

    @Test
    void reportsAreABareArrayAndAnUnknownMachineIsNotFound() {
        long machine = asked.markets.goodOffer().path("machine_id").asLong();

        assertThat(asked.json("GET", "/api/v0/machines/" + machine + "/reports/", "{\"machine_id\":1}")
                        .isArray())
                .isTrue();
        assertThat(asked.call("GET", "/api/v0/machines/1/reports/", "").status())
                .isEqualTo(404);
        assertThat(asked.json("GET", "/api/v0/machines", "").path("machines")).isEmpty();
    }
}
