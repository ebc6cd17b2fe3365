package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerApiTest {

    private final Asked asked = Asked.calm();
    private final Contract contract = asked.running();
    private final String path = Asked.instance(contract.id());

    private JsonNode shown() {
        return asked.json("GET", path, "").path("instances");
    }

    @Test
    void aStoppedBoxIsToldSoAndStartsAgain() {
        assertThat(asked.json("PUT", path, "{\"state\":\"stopped\"}")).isEqualTo(Markets.read("{\"success\":true}"));
        asked.markets.pass(60);
        JsonNode stopped = shown();
        asked.call("PUT", path, "{\"state\":\"running\"}");
        asked.markets.pass(600);

        assertThat(stopped.path("intended_status").asText()).isEqualTo("stopped");
        assertThat(stopped.has("ports")).isFalse();
        assertThat(shown().path("intended_status").asText()).isEqualTo("running");
        assertThat(shown().path("actual_status").asText()).isEqualTo("running");
    }

    @Test
    void aLabelIsChanged() {
        JsonNode answer = asked.json("PUT", path, "{\"label\":\"My Job\"}");

        assertThat(answer.path("msg").asText()).isEqualTo("label for " + contract.id() + " set to 'My Job'");
        assertThat(shown().path("label").asText()).isEqualTo("My Job");
        assertThat(asked.json("GET", "/api/v1/instances/", "").path("label_counts"))
                .isEqualTo(Markets.read("{\"My Job\":1}"));
    }

    @Test
    void aLabelMayBeLongerThanAtCreateButNotEndless() {
        assertThat(asked.call("PUT", path, "{\"label\":\"" + "x".repeat(1024) + "\"}")
                        .status())
                .isEqualTo(200);
        Answer tooLong = asked.call("PUT", path, "{\"label\":\"" + "x".repeat(1025) + "\"}");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.body()).contains("Please limit label length to 1024");
    }

    @ParameterizedTest
    @CsvSource({"PUT, /api/v0/instances/", "POST, /api/v0/instances/start"})
    void manyAreStartedAtOnce(String method, String bulk) {
        asked.call("PUT", "/api/v0/instances/", "{\"state\":\"stopped\",\"ids\":[" + contract.id() + ",5]}");
        asked.markets.pass(60);
        assertThat(shown().path("intended_status").asText()).isEqualTo("stopped");

        String body = "{\"state\":\"running\",\"ids\":[" + contract.id() + "]}";
        assertThat(asked.json(method, bulk, body).path("success").asBoolean()).isTrue();
        asked.markets.pass(10);

        assertThat(shown().path("intended_status").asText()).isEqualTo("running");
    }

    @ParameterizedTest
    @CsvSource({"reboot", "recycle"})
    void aRestartIsAcceptedAndTheBoxRunsAgainLater(String what) {
        Answer answer = asked.call("PUT", "/api/v0/instances/" + what + "/" + contract.id() + "/", "{}");
        asked.markets.pass(1800);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(shown().path("actual_status").asText()).isEqualTo("running");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v0/instances/5/, '{\"state\":\"running\"}', 404, no_such_instance",
        "PUT, /api/v0/instances/reboot/5/, {}, 404, no_such_instance",
        "PUT, /api/v0/instances/, '{\"state\":\"running\",\"ids\":[5]}', 404, no_such_instance",
        "DELETE, /api/v0/instances/, {}, 400, invalid_args",
        "PUT, /api/v0/instances/5/, no json, 400, invalid_request",
    })
    void whatCannotBeDoneIsRefused(String method, String where, String body, int status, String code) {
        Answer answer = asked.call(method, where, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(Markets.read(answer.body()).path("error").asText()).isEqualTo(code);
    }

    @Test
    void anUnknownStateOrNothingAtAllIsABadRequest() {
        assertThat(asked.call("PUT", path, "{\"state\":\"flying\"}").status()).isEqualTo(400);
        assertThat(asked.call("PUT", path, "{}").status()).isEqualTo(400);
    }

    @Test
    void manyAreDestroyedAtOnce() {
        String body = "{\"instance_ids\":[" + contract.id() + "]}";
        assertThat(asked.call("DELETE", "/api/v0/instances/", body).status()).isEqualTo(200);
        asked.markets.pass(10);
        assertThat(asked.markets.api.truth().alive()).isEmpty();
    }

    @Test
    void aRefusedStartSaysSoWithStatusTwoHundredAndStaysQueued() {
        Asked queued = Asked.with(Fault.START_QUEUED);
        String box = Asked.instance(queued.running().id());
        queued.call("PUT", box, "{\"state\":\"stopped\"}");
        queued.markets.pass(60);

        Answer answer = queued.call("PUT", box, "{\"state\":\"running\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Markets.read(answer.body()).path("error").asText()).isEqualTo("resources_unavailable");
        assertThat(answer.body()).contains("\"success\":false").contains("state change queued.");
        JsonNode row = queued.json("GET", box, "").path("instances");
        assertThat(row.path("intended_status").asText()).isEqualTo("running");
        assertThat(row.path("cur_state").asText()).isEqualTo("stopped");
    }
}
