package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Truth;
import org.junit.jupiter.api.Test;

class CreateFaultsTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    private static Answer create(Markets markets) {
        return markets.create(markets.goodOffer().path("id").asLong(), Markets.order("label-1", TINY));
    }

    @Test
    void aGoneOfferStaysGone() {
        Markets markets = Markets.with(Fault.OFFER_GONE);
        long offer = markets.goodOffer().path("id").asLong();

        Answer answer = markets.create(offer, Markets.order("a", TINY));

        assertThat(answer.status()).isIn(400, 404, 410);
        assertThat(answer.body()).contains("no_such_ask");
        assertThat(markets.goodOffer().path("id").asLong()).isNotEqualTo(offer);
        assertThat(markets.api.truth().created()).isZero();
    }

    @Test
    void aBadGatewayMayHideAnAcceptedRental() {
        Markets markets = Markets.with(Fault.CREATE_BAD_GATEWAY);

        assertThat(create(markets).status()).isEqualTo(502);
        assertThat(markets.api.truth().alive())
                .singleElement()
                .extracting(Truth.Living::label)
                .isEqualTo("label-1");
    }

    @Test
    void rentingAgainAfterALostAnswerIsCountedAsADoubleRental() {
        Markets markets = Markets.with(Fault.CREATE_ANSWER_LOST);

        assertThat(create(markets).lost()).isTrue();
        assertThat(markets.api.truth().doubleRentals()).isZero();
        create(markets);

        assertThat(markets.api.truth().doubleRentals()).isEqualTo(1);
    }

    @Test
    void lookingForTheLabelSettlesALostAnswer() {
        Markets markets = Markets.with(Fault.CREATE_ANSWER_LOST);
        create(markets);

        JsonNode list = markets.json(markets.call("GET", "/api/v1/instances/", ""));
        assertThat(list.path("instances").path(0).path("label").asText()).isEqualTo("label-1");
        markets.create(markets.goodOffer().path("id").asLong(), Markets.order("label-2", TINY));

        assertThat(markets.api.truth().doubleRentals()).isZero();
    }

    @Test
    void anErrorMayNameAStoppedInstanceThatBillsItsDisk() {
        Markets markets = Markets.with(Fault.CREATE_STOPPED);

        JsonNode body = markets.json(markets.create(
                markets.goodOffer().path("id").asLong(),
                Markets.order("a", TINY).put("cancel_unavail", false)));
        markets.pass(3600);

        assertThat(body.path("success").asBoolean()).isFalse();
        JsonNode instance = markets.show(body.path("new_contract").asLong());
        assertThat(instance.path("intended_status").asText()).isEqualTo("stopped");
        assertThat(markets.api.truth().dollarsSpent()).isBetween(0.001, 0.03);
    }

    @Test
    void whatCannotBeStartedIsTakenBackUnlessTheClientWantsToKeepIt() {
        Markets markets = Markets.with(Fault.CREATE_STOPPED);

        assertThat(markets.json(create(markets)).has("new_contract")).isTrue();
        assertThat(markets.api.truth().alive()).hasSize(1);
        markets.pass(60);

        assertThat(markets.api.truth().alive()).isEmpty();
    }

    @Test
    void oneOfferMayBeRentedOutTwiceInARow() {
        Markets markets = Markets.with(Fault.OFFER_TWICE);
        long offer = markets.goodOffer().path("id").asLong();

        assertThat(markets.create(offer, Markets.order("a", TINY)).status()).isEqualTo(200);
        assertThat(markets.create(offer, Markets.order("b", TINY)).status()).isEqualTo(200);
        markets.pass(30);

        assertThat(markets.create(offer, Markets.order("c", TINY)).body()).contains("no_such_ask");
        assertThat(markets.api.truth().alive()).hasSize(2);
        assertThat(markets.api.truth().doubleRentals()).isEqualTo(1);
    }

    @Test
    void aDestroyMaySayYesAndDoNothing() {
        Markets markets = Markets.with(Fault.DESTROY_IGNORED);
        Contract contract = markets.rent(TINY);
        String path = "/api/v0/instances/" + contract.id() + "/";

        assertThat(markets.call("DELETE", path, "{}").status()).isEqualTo(200);
        markets.pass(30);
        assertThat(markets.api.truth().alive()).hasSize(1);
        markets.call("DELETE", path, "{}");
        markets.pass(8);

        assertThat(markets.api.truth().alive()).isEmpty();
    }

    @Test
    void aDestroyMayFailForAWhile() {
        Markets markets = Markets.with(Fault.DESTROY_ERROR);
        Contract contract = markets.rent(TINY);
        String path = "/api/v0/instances/" + contract.id() + "/";

        assertThat(markets.call("DELETE", path, "{}").status()).isEqualTo(500);
        markets.pass(60);
        assertThat(markets.call("DELETE", path, "{}").status()).isEqualTo(200);
    }

    @Test
    void anInstanceIsHalfFilledAtFirst() {
        Markets markets = Markets.with(Fault.HALF_FILLED);
        Contract contract = markets.rent(TINY);

        assertThat(markets.show(contract.id())).hasSize(1);
        markets.pass(40);
        assertThat(markets.show(contract.id()).path("machine_id").asLong())
                .isEqualTo(contract.offer().machineId());
    }

    @Test
    void aListingMayBeBroken() {
        Answer answer = Markets.with(Fault.LIST_BROKEN).call("GET", "/api/v1/instances/", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("next_token");
    }
}
