package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApiErrorsTest {

    private final ApiErrors errors = new ApiErrors(Scrubber.hiding(ApiKey.of("planted-secret-key")));

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments(CallKind.USER, 401, "{\"success\":false,\"error\":\"auth_error\"}", ApiProblem.AUTH),
                arguments(CallKind.USER, 401, "", ApiProblem.AUTH),
                arguments(CallKind.SHOW, 401, "{\"error\":\"no_such_instance\"}", ApiProblem.AUTH),
                arguments(CallKind.SEARCH, 404, "{\"error\":null,\"msg\":\"Invalid user key\"}", ApiProblem.AUTH),
                arguments(CallKind.SHOW, 404, "{\"error\":\"auth_error\",\"msg\":\"gone\"}", ApiProblem.AUTH),
                arguments(CallKind.CREATE, 404, "{\"error\":\"auth_error\"}", ApiProblem.AUTH),
                arguments(CallKind.USER, 404, "{\"msg\":\"Session expired. Please log in again.\"}", ApiProblem.AUTH),
                arguments(
                        CallKind.LIST,
                        403,
                        "{\"error\":\"auth_error\",\"msg\":\"This action requires login.\"}",
                        ApiProblem.AUTH),
                arguments(CallKind.LOGS, 403, "{\"error\":\"not_authorized\"}", ApiProblem.FORBIDDEN),
                arguments(
                        CallKind.CREATE,
                        403,
                        "{\"error\":\"invalid_args\",\"msg\":\"Offer 1 is not your own.\"}",
                        ApiProblem.FORBIDDEN),
                arguments(CallKind.CREATE, 400, "{\"error\":\"insufficient_credit\"}", ApiProblem.NO_CREDIT),
                arguments(CallKind.CREATE, 400, "{\"error\":\"missing_billing\"}", ApiProblem.NO_CREDIT),
                arguments(CallKind.CREATE, 400, "{\"msg\":\"spend_rate_limit reached\"}", ApiProblem.NO_CREDIT),
                arguments(CallKind.CREATE, 411, "{\"msg\":\"Insufficient credit\"}", ApiProblem.NO_CREDIT),
                arguments(CallKind.CREATE, 410, "{\"error\":\"no_such_ask\"}", ApiProblem.OFFER_GONE),
                arguments(
                        CallKind.CREATE,
                        404,
                        "{\"error\":\"invalid_args\",\"msg\":\"error 404/3603: no_such_ask by id 1\"}",
                        ApiProblem.OFFER_GONE),
                arguments(CallKind.CREATE, 400, "{\"msg\":\"error 400/1: no_such_ask\"}", ApiProblem.OFFER_GONE),
                arguments(CallKind.CREATE, 404, "{\"msg\":\"is not available\"}", ApiProblem.OFFER_GONE),
                arguments(CallKind.CREATE, 404, "not found", ApiProblem.NOT_FOUND),
                arguments(CallKind.CREATE, 400, "{\"error\":\"invalid_price\"}", ApiProblem.BAD_PRICE),
                arguments(CallKind.SHOW, 404, "{\"error\":\"no_such_instance\"}", ApiProblem.NOT_FOUND),
                arguments(CallKind.DESTROY, 404, "{\"error\":\"not_found\"}", ApiProblem.NOT_FOUND),
                arguments(CallKind.LOGS, 404, "{\"error\":\"invalid_id\"}", ApiProblem.NOT_FOUND),
                arguments(CallKind.SEARCH, 400, "{\"error\":\"invalid_request\"}", ApiProblem.INVALID),
                arguments(CallKind.LIST, 410, "{\"error\":\"deprecated_endpoint\"}", ApiProblem.INVALID),
                arguments(CallKind.DESTROY, 400, "{\"message\":\"bad\"}", ApiProblem.INVALID),
                arguments(CallKind.DESTROY, 400, "{\"msg\":\"bundle 9d2fa1 is odd\"}", ApiProblem.INVALID),
                arguments(CallKind.USER, 400, "{\"msg\":\"2FA session needed\"}", ApiProblem.AUTH),
                arguments(CallKind.SHOW, 429, "{\"detail\":\"threshold=2.0\"}", ApiProblem.THROTTLED),
                arguments(CallKind.SHOW, 429, "slow down", ApiProblem.THROTTLED),
                arguments(CallKind.SHOW, 403, "<html>nginx</html>", ApiProblem.THROTTLED),
                arguments(CallKind.SHOW, 500, "{\"error\":\"server_error\"}", ApiProblem.SERVER),
                arguments(CallKind.SHOW, 502, "<html>Bad Gateway</html>", ApiProblem.SERVER),
                arguments(CallKind.CREATE, 400, "{\"error\":\"server_error\"}", ApiProblem.SERVER),
                arguments(
                        CallKind.ATTACH_KEY,
                        200,
                        "{\"success\":false,\"error\":\"resources_unavailable\"}",
                        ApiProblem.UNAVAILABLE),
                arguments(CallKind.ATTACH_KEY, 200, "{\"success\":false}", ApiProblem.SERVER));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void sortsByWhatTheAnswerSays(CallKind kind, int status, String body, ApiProblem problem) {
        assertThat(errors.read(kind, answer(status, body)).problem()).isEqualTo(problem);
    }

    @Test
    void readsEveryErrorBodyOnRecord() throws IOException {
        for (String file : new String[] {"bodies-openapi.json", "bodies-observed.json"}) {
            for (JsonNode entry : Json.tree(Samples.read(file)).orElseThrow()) {
                int status = entry.path("http_status").asInt(400);
                if (status < 400 && entry.path("body").path("success").asBoolean(true)) continue;
                Refusal refusal = errors.in(
                                CallKind.USER, answer(status, entry.path("body").toString()))
                        .orElseThrow();
                assertThat(refusal.message()).contains("HTTP " + status).doesNotContain("\n");
                String code = entry.path("body").path("error").asText("");
                if (status == 429) assertThat(refusal.problem()).isEqualTo(ApiProblem.THROTTLED);
                if (status == 401) assertThat(refusal.problem()).isEqualTo(ApiProblem.AUTH);
                if (code.equals("auth_error")) assertThat(refusal.problem()).isEqualTo(ApiProblem.AUTH);
            }
        }
    }

    @Test
    void anAnswerThatSaysNoRefusalIsNone() {
        assertThat(errors.in(CallKind.DESTROY, answer(200, "{\"success\":true}")))
                .isEmpty();
        assertThat(errors.in(CallKind.DESTROY, answer(204, ""))).isEmpty();
        assertThat(errors.in(CallKind.SHOW, answer(200, "{\"instances\":null}")))
                .isEmpty();
    }

    @Test
    void takesTheLongestPauseThatTheAnswerNames() {
        assertThat(pause("{\"detail\":\"too frequent endpoint threshold=5.5\"}", ""))
                .isEqualTo(Duration.ofMillis(5500));
        assertThat(pause("{\"retry_after\":7}", "")).isEqualTo(Duration.ofSeconds(7));
        assertThat(pause("{\"retry_after\":\"8\"}", "")).isEqualTo(Duration.ofSeconds(8));
        assertThat(pause("busy", "9")).isEqualTo(Duration.ofSeconds(9));
        assertThat(pause("{\"retry_after\":7}", "9")).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aNamedPauseIsNeitherBelowThePaceNorWithoutEnd() {
        assertThat(pause("threshold=0.1", "")).isEqualTo(CallKind.SHOW.penalty());
        assertThat(pause("threshold=99999999999", "")).isEqualTo(Duration.ofSeconds(60));
        assertThat(errors.read(CallKind.SHOW, answer(429, "{\"retry_after\":-5}"))
                        .pause())
                .isEmpty();
    }

    @Test
    void namesTheContractOfAnErrorThatRentedAllTheSame() {
        Refusal refusal = errors.read(
                CallKind.CREATE, answer(400, "{\"success\":false,\"error\":\"invalid_price\",\"new_contract\":77}"));

        assertThat(refusal.newContract()).isEqualTo(77);
        assertThat(refusal.toException().newContract()).hasValue(77);
    }

    @Test
    void keepsTheMessageToOneLineOfBoundedLength() {
        Refusal refusal = errors.read(CallKind.SHOW, answer(400, "line one\r\nline two " + "x".repeat(5000)));

        assertThat(refusal.message()).startsWith("show instance: HTTP 400: line one line two x");
        assertThat(refusal.message().length()).isLessThan(350);
    }

    @Test
    void hidesSecretsThatTheServerEchoes() {
        String body = "{\"error\":\"x\",\"msg\":\"got planted-secret-key, Bearer abc.def, api_key=12ab34 and "
                + "instance_api_key: 'zz99' --api-key sk-1\"}";

        assertThat(errors.read(CallKind.SHOW, answer(400, body)).message())
                .doesNotContain("planted-secret-key", "abc.def", "12ab34", "zz99", "sk-1")
                .contains("[hidden]");
    }

    @Test
    void hidesAKeyThatTheCutWouldHaveHalved() {
        String body = "y".repeat(Scrubber.LONGEST - 10) + "planted-secret-key";

        assertThat(errors.read(CallKind.SHOW, answer(400, body)).message()).doesNotContain("planted");
    }

    private Duration pause(String body, String retryAfter) {
        Answer answer =
                new Answer(429, Headers.of("Retry-After", retryAfter), body.getBytes(StandardCharsets.UTF_8), false);
        return errors.read(CallKind.SHOW, answer).pause().orElseThrow();
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, Headers.of(), body.getBytes(StandardCharsets.UTF_8), false);
    }
}
