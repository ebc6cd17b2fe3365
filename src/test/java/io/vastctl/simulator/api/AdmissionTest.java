package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

    private static final String USER = "/api/v0/users/current/";

    private final Asked asked = Asked.calm();

    @ParameterizedTest
    @CsvSource({
        "'',         GET,  /api/v0/users/current/, 401, Invalid user key",
        "wrong,      GET,  /api/v0/users/current,  401, Invalid user key",
        "wrong-2,    POST, /api/v0/bundles/,       404, Invalid user key",
        "wrong,      GET,  /api/v0/charges/,       404, Invalid user key",
        "'',         GET,  /api/v1/invoices/,      403, requires login",
        "2fa-key,    GET,  /api/v0/users/current/, 401, Two Factor Authentication",
        "expired,    GET,  /api/v1/instances/,     404, Session expired. Please log in again.",
        "searchonly, GET,  /api/v1/instances/,     401, instance_read",
        "readonly,   PUT,  /api/v0/asks/1/,        403, instance_write",
    })
    void aKeyThatIsNotGoodIsToldSoInTheWordsOfThatEndpoint(
            String key, String method, String path, int status, String words) {
        Answer answer = asked.as(key, method, path, "{}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(Markets.read(answer.body()).path("error").asText()).isIn("auth_error", "not_authorized");
    }

    @ParameterizedTest
    @CsvSource({
        "2fa-key, POST, /api/v0/bundles/",
        "searchonly, POST, /api/v0/bundles/",
        "readonly, GET, /api/v1/instances/"
    })
    void aKeyWithFewRightsKeepsThem(String key, String method, String path) {
        assertThat(asked.as(key, method, path, "{}").status()).isEqualTo(200);
    }

    @Test
    void aTeamsKeyAddsNoSshKey() {
        Answer answer = asked.as("team-key", "POST", "/api/v0/ssh/", "{\"ssh_key\":\"ssh-ed25519 AAAA\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("team SSH keys are not supported");
    }

    @Test
    void theKeyMayStandInTheAddress() {
        Markets markets = asked.markets;

        assertThat(markets.call("GET", USER, Map.of("api_key", "good"), Optional.empty(), "")
                        .status())
                .isEqualTo(200);
        assertThat(markets.call("GET", USER, Map.of("api_key", "wrong"), Optional.empty(), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void noAnswerEchoesTheKey() {
        for (Endpoint endpoint : Endpoint.values()) {
            Answer answer = asked.as("very-secret-key", "GET", "/api/v0/" + endpoint.word() + "/", "{}");
            assertThat(answer.body()).doesNotContain("very-secret-key");
        }
        JsonNode user =
                Markets.read(asked.as("very-secret-key", "GET", USER, "").body());
        assertThat(user.path("api_key").asText()).hasSize(64).doesNotContain("very-secret-key");
    }

    @Test
    void theBoxsOwnKeyIsGoodForItsBoxAndNothingElse() {
        Contract contract = asked.running();
        String key = asked.markets.market.instanceKey(contract);
        String own = Asked.instance(contract.id());

        assertThat(asked.as(key, "GET", own, "").body()).contains("\"id\":" + contract.id());
        assertThat(asked.as(key, "PUT", own, "{\"label\":\"mine\"}").status()).isEqualTo(200);
        assertThat(asked.as(key, "GET", Asked.instance(contract.id() + 1), "").status())
                .isEqualTo(404);
        assertThat(asked.as(key, "GET", USER, "").status()).isEqualTo(401);
        assertThat(asked.as(key, "GET", "/api/v1/instances/", "").status()).isEqualTo(401);
        assertThat(asked.as(key, "DELETE", own, "{}").status()).isEqualTo(200);
    }

    @Test
    void createAnswersThatKeyAndNoOtherCallDoes() {
        long offer = asked.markets.goodOffer().path("id").asLong();
        JsonNode created = Markets.read(
                asked.markets.create(offer, Markets.order("a", Asked.TINY)).body());
        Contract contract = asked.markets.market.living().get(0);
        String key = asked.markets.market.instanceKey(contract);

        assertThat(created.path("instance_api_key").asText()).isEqualTo(key);
        asked.markets.pass(900);
        assertThat(asked.call("GET", Asked.instance(contract.id()), "").body()).doesNotContain(key);
        assertThat(asked.call("GET", "/api/v1/instances/", "").body()).doesNotContain(key);
    }

    @Test
    void intervalsAreCountedForEachKeyAndEachEndpoint() {
        Markets markets = asked.markets;
        markets.call("GET", USER, "");

        assertThat(markets.call("GET", USER, "").status()).isEqualTo(429);
        assertThat(markets.call("GET", USER, Map.of(), Optional.of("another"), "")
                        .status())
                .isEqualTo(200);
        assertThat(markets.call("GET", "/api/v1/instances/", "").status()).isEqualTo(200);
    }

    @Test
    void whoCreatesTooOftenIsKeptOutLongerThanTheAnswerSays() {
        Markets markets = asked.markets;
        String path = "/api/v0/asks/1/";
        markets.call("PUT", path, "{}");
        markets.pass(2);

        Answer early = markets.call("PUT", path, "{}");
        markets.pass(5);
        Answer stillOut = markets.call("PUT", path, "{}");
        markets.pass(7.1);
        Answer late = markets.call("PUT", path, "{}");

        assertThat(early.body()).contains("threshold=4.5");
        assertThat(stillOut.status()).isEqualTo(429);
        assertThat(late.status()).isEqualTo(400);
    }

    @Test
    void aRefusalForHasteHasManyFormsAndNeverARetryAfterHeader() {
        Set<String> forms = new HashSet<>();
        Markets markets = asked.markets;
        for (String call : new String[] {
            "GET " + USER, "DELETE /api/v0/instances/1/", "GET /api/v0/machines/1/reports/", "POST /api/v0/bundles/"
        }) {
            String[] words = call.split(" ", 2);
            Answer answer = Answer.text(200, "");
            for (int i = 0; i < 11; i++) answer = markets.call(words[0], words[1], "{}");
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).doesNotContainKey("Retry-After");
            forms.add(answer.body().replaceAll("[0-9.]+", "n"));
        }

        assertThat(forms)
                .hasSize(4)
                .contains(
                        "{\"detail\":\"API requests too frequent endpoint threshold=n\"}",
                        "API requests too frequent endpoint threshold=n",
                        "{\"error\":\"HTTPTooManyRequests\",\"retry_after\":n}")
                .anyMatch(form -> form.contains("rate_limit_exceeded"));
    }

    @Test
    void aBlindApiAnswersNothingUseful() {
        Markets blind = Markets.with(Fault.API_BLIND);
        Set<Integer> seen = new HashSet<>();
        for (int second = 0; second < 1800; second += 5) {
            blind.pass(5);
            seen.add(blind.call("GET", "/api/v1/instances/", "").status());
        }

        assertThat(seen).contains(0, 502).hasSizeGreaterThan(3);
    }

    @Test
    void whatDoesNotExistIsHonestlyNotFound() {
        Answer answer = asked.call("POST", "/api/v0/no/such/thing/", "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(Markets.read(answer.body()).path("error").asText()).isEqualTo("not_found");
        assertThat(Markets.read(answer.body()).path("success").asBoolean(true)).isFalse();
    }

    @Test
    void everyEndpointIsAnswered() {
        for (Endpoint endpoint : Endpoint.values()) {
            for (String route : endpoint.routes()) {
                String[] words = route.split(" ", 2);
                Answer answer = asked.call(words[0], words[1].replace("N", "7") + "/", "{}");
                assertThat(Endpoint.of(words[0], words[1].replace("N", "7"))).isEqualTo(endpoint);
                assertThat(answer.body())
                        .as(route)
                        .doesNotContain("no such endpoint")
                        .doesNotContain("too frequent");
            }
        }
    }
}
