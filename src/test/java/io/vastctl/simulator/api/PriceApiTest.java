package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceApiTest {

    private final Asked asked = Asked.calm();

    /** A rental that bids a little above the floor. */
    private Contract bidding() {
        JsonNode offer = asked.markets.goodOffer();
        ObjectNode order = Markets.order("bid", Asked.TINY);
        order.put("price", offer.path("min_bid").asDouble() * 1.1);
        asked.markets.create(offer.path("id").asLong(), order);
        List<Contract> living = asked.markets.market.living();
        return living.get(living.size() - 1);
    }

    private Answer bid(long id, String price) {
        return asked.call(
                "PUT", "/api/v0/instances/bid_price/" + id + "/", "{\"client_id\":\"me\",\"price\":" + price + "}");
    }

    @Test
    void aBidIsChanged() {
        Contract contract = bidding();
        double higher = contract.bid().getAsDouble() + 0.05;

        assertThat(bid(contract.id(), String.valueOf(higher)).body()).isEqualTo("{\"success\":true}");

        assertThat(contract.bid()).hasValue(higher);
    }

    @Test
    void withoutAPriceTheLowestWinningOneIsTaken() {
        Contract contract = bidding();

        assertThat(bid(contract.id(), "null").status()).isEqualTo(200);

        assertThat(contract.bid()).hasValue(contract.offer().number("min_bid", 0));
    }

    @ParameterizedTest
    @CsvSource({"0.0009, >= 0.001", "33, <= 32", "'\"cheap\"', a number"})
    void aBidOutsideTheRangeIsRefused(String price, String words) {
        Answer answer = bid(bidding().id(), price);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words).contains("\"error\":null");
    }

    @Test
    void aRentalOnDemandCannotBid() {
        assertThat(bid(asked.running().id(), "0.5").body()).contains("not interruptible");
        Answer gone = bid(7, "0.5");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body()).contains("Instance with that ID does not exist.");
    }

    @Test
    void noPendingIncreaseIsAnEmptyEnvelope() {
        JsonNode answer = asked.json("GET", "/api/v0/instances/pending-price-increases/", "");

        assertThat(answer)
                .isEqualTo(Markets.read(
                        "{\"success\":true,\"count\":0,\"truncated\":false,\"pending_price_increases\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "reject"})
    void anIncreaseIsSettledByItsNumberAloneAndAStaleOneIsNotFound(String verb) {
        String path = "/api/v0/instances/" + verb + "-price-increase/";

        Answer stale = asked.call("PUT", path, "{\"pending_price_increase_id\":5}");
        Answer extra = asked.call("PUT", path, "{\"pending_price_increase_id\":5,\"id\":5}");
        Answer none = asked.call("PUT", path, "{}");

        assertThat(stale.status()).isEqualTo(404);
        assertThat(Markets.read(stale.body()).path("error").asText()).isEqualTo("no_pending_price_increase");
        assertThat(List.of(extra.status(), none.status())).containsOnly(400);
    }

    @ParameterizedTest
    @CsvSource({"10, 400, no discount", "1000000, 411, Insufficient credit", "0, 400, above 0"})
    void prepaymentIsRefusedForOneReasonOrAnother(String amount, int status, String words) {
        long id = asked.running().id();

        Answer answer = asked.call("PUT", "/api/v0/instances/prepay/" + id + "/", "{\"amount\":" + amount + "}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(asked.json("GET", "/api/v0/instances/balance/" + id + "/", "")
                        .path("refundable_deposit")
                        .asDouble(1))
                .isZero();
    }

    @Test
    void anAnnouncedIncreaseIsToldPerSecondAndAcceptedOnce() {
        Asked rising = Asked.with(Fault.PRICE_RISE);
        Contract contract = rising.running();
        String list = "/api/v0/instances/pending-price-increases/";
        JsonNode row = Markets.JSON.createObjectNode();
        for (int hour = 0; hour < 200 && row.isEmpty(); hour++) {
            rising.markets.pass(3600);
            JsonNode rows = rising.json("GET", list, "").path("pending_price_increases");
            if (!rows.isEmpty()) row = rows.path(0);
        }

        assertThat(row.path("contract_id").asLong()).isEqualTo(contract.id());
        assertThat(row.path("old_gpu_costpersec").asDouble() * 3600)
                .isCloseTo(contract.gpuDollarsPerHour(), within(1e-6));
        assertThat(row.path("new_gpu_costpersec").asDouble())
                .isGreaterThan(row.path("old_gpu_costpersec").asDouble());
        String body = "{\"pending_price_increase_id\":" + row.path("pending_price_increase_id") + "}";
        String accept = "/api/v0/instances/accept-price-increase/";
        JsonNode accepted = rising.json("PUT", accept, body);
        assertThat(accepted.path("success").asBoolean()).isTrue();
        assertThat(accepted.path("contract_id").asLong()).isEqualTo(contract.id());
        assertThat(rising.call("PUT", accept, body).status()).isEqualTo(404);
    }
}
