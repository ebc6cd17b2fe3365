package io.vastctl.endpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.vastctl.readiness.EndpointCheck.Result;
import io.vastctl.readiness.EndpointCheck.Result.Answered;
import io.vastctl.readiness.EndpointCheck.Result.OpenToAnyone;
import io.vastctl.readiness.EndpointCheck.Result.Unreachable;
import io.vastctl.readiness.EndpointCheck.Result.WrongAnswer;
import io.vastctl.time.FakeTime;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEndpointCheckTest {

    private static final String KEY = "endpoint-secret-4711";
    private static final String MODEL = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";
    private static final String ONE_TOKEN = "{\"choices\":[{\"text\":\"\"}],\"usage\":{\"completion_tokens\":1}}";
    private static final String BURST = "{\"choices\":[{\"text\":\"one two\"}],\"usage\":{\"completion_tokens\":64}}";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final OpenAiEndpointCheck check = new OpenAiEndpointCheck(new TickingClock(), Duration.ofMillis(700));

    @BeforeEach
    void aWorkingServer() {
        SERVER.stubFor(any(anyUrl()).willReturn(json(401, "{\"error\":\"Unauthorized\"}")));
        models(json(200, "{\"data\":[{\"id\":\"other\"},{\"id\":\"" + MODEL + "\"}]}"));
        completions("/v1/completions", 1, json(200, ONE_TOKEN));
        completions("/v1/completions", 64, json(200, BURST));
    }

    @Test
    void measuresTheFirstTokenAndTheRateOnTheInjectedClock() throws InterruptedException {
        assertThat(ask()).isEqualTo(new Answered(Duration.ofMillis(500), 128.0));
        SERVER.verify(postRequestedFor(urlEqualTo("/v1/completions"))
                .withRequestBody(matchingJsonPath("$.model", equalTo(MODEL)))
                .withRequestBody(matchingJsonPath("$.max_tokens", equalTo("64")))
                .withRequestBody(matchingJsonPath("$.temperature", equalTo("0")))
                .withRequestBody(matchingJsonPath("$.ignore_eos", equalTo("true"))));
    }

    @Test
    void aClockThatStandsStillGivesAFiniteRate() throws InterruptedException {
        Result result = new OpenAiEndpointCheck(new FakeTime()).ask(base(), MODEL, KEY);

        assertThat(result).isEqualTo(new Answered(Duration.ZERO, 64_000.0));
    }

    @Test
    void aSlashAtTheEndOfTheAddressDoesNoHarm() throws InterruptedException {
        assertThat(check.ask(URI.create(base() + "/"), MODEL, KEY)).isInstanceOf(Answered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void aChatServerIsAskedInItsOwnWay(int status) throws InterruptedException {
        completions("/v1/completions", 1, json(status, "{\"error\":\"no completions here\"}"));
        completions("/v1/chat/completions", 1, json(200, "{\"choices\":[{\"message\":{\"content\":\"One\"}}]}"));
        completions("/v1/chat/completions", 64, json(200, BURST));

        assertThat(ask()).isInstanceOf(Answered.class);
        SERVER.verify(
                2,
                postRequestedFor(urlEqualTo("/v1/chat/completions"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withRequestBody(matchingJsonPath("$.messages[0].role", equalTo("user"))));
    }

    @Test
    void aModelThatIsNotListedIsNamedBesideThoseThatAre() throws InterruptedException {
        models(json(200, "{\"data\":[{\"id\":\"other\"},{\"id\":\"third\"}]}"));

        assertThat(wrong()).contains("other, third").contains(MODEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "<html>", "{}", "{\"data\":null}", "{\"data\":[]}"})
    void aListThatIsNoneIsAWrongAnswer(String body) throws InterruptedException {
        models(json(200, body));

        assertThat(wrong()).isNotBlank();
    }

    @Test
    void aRefusedKeyIsSaidPlainlyAndNotShown() throws InterruptedException {
        models(json(401, "{\"error\":\"bad key " + KEY + "\"}"));

        assertThat(wrong()).contains("refused the API key").doesNotContain(KEY);
    }

    @Test
    void aServerThatWorksForAnyoneIsOpen() throws InterruptedException {
        SERVER.stubFor(get(urlEqualTo("/v1/models")).willReturn(json(200, "{\"data\":[{\"id\":\"" + MODEL + "\"}]}")));
        SERVER.stubFor(post(urlEqualTo("/v1/completions")).willReturn(json(200, BURST)));

        assertThat(ask())
                .isInstanceOfSatisfying(
                        OpenToAnyone.class, open -> assertThat(open.detail()).contains("open to anyone"));
    }

    @Test
    void aListOfModelsThatAllMaySeeIsNoOpenDoorWhileTheWorkIsGuarded() throws InterruptedException {
        SERVER.stubFor(get(urlEqualTo("/v1/models")).willReturn(json(200, "{\"data\":[{\"id\":\"" + MODEL + "\"}]}")));

        assertThat(ask()).isInstanceOf(Answered.class);
        assertThat(check.ask(base(), MODEL, "")).isInstanceOf(WrongAnswer.class); // completions want the key
    }

    @Test
    void aServerThatGuardsOnlyTheListIsOpenToo() throws InterruptedException {
        SERVER.stubFor(post(urlEqualTo("/v1/completions")).willReturn(json(200, BURST)));

        assertThat(ask())
                .isInstanceOfSatisfying(
                        OpenToAnyone.class,
                        open -> assertThat(open.detail()).contains("generates tokens for a wrong API key"));
    }

    @Test
    void anotherModelThatAnswersInItsPlaceIsAWrongAnswer() throws InterruptedException {
        completions("/v1/completions", 1, json(200, ONE_TOKEN.replace("{\"ch", "{\"model\":\"other\",\"ch")));

        assertThat(wrong()).contains("asked for " + MODEL).contains("other answered");
    }

    @Test
    void aServerThatDoesNotKnowTheExtraFieldsIsAskedWithoutThem() throws InterruptedException {
        SERVER.stubFor(post(urlEqualTo("/v1/completions"))
                .atPriority(1)
                .withRequestBody(matchingJsonPath("$.ignore_eos"))
                .willReturn(json(422, "{\"detail\":\"extra fields not permitted\"}")));
        SERVER.stubFor(post(urlEqualTo("/v1/chat/completions")).willReturn(json(404, "{}")));

        assertThat(ask()).isInstanceOf(Answered.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"choices\":[],\"usage\":{\"completion_tokens\":0}}",
                "{\"choices\":[{\"text\":\"\"}]}",
                "{\"choices\":[{\"text\":\"x\"}],\"usage\":{\"completion_tokens\":0}}",
                "{\"error\":{\"message\":\"EngineDeadError\"}}",
                "[]"
            })
    void anAnswerWithoutAnyTokenIsWrong(String body) throws InterruptedException {
        completions("/v1/completions", 1, json(200, body));

        assertThat(wrong()).isNotBlank();
    }

    @Test
    void aBurstWithoutACountIsWrong() throws InterruptedException {
        completions("/v1/completions", 64, json(200, "{\"choices\":[{\"text\":\"x\"}]}"));

        assertThat(wrong()).contains("count of tokens");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 500, 503})
    void anErrorOfTheServerIsAWrongAnswerThatQuotesItWithoutTheKey(int status) throws InterruptedException {
        completions(
                "/v1/completions",
                1,
                json(status, "engine\ndied for " + KEY).withHeader("Location", SERVER.baseUrl() + "/x"));

        assertThat(wrong())
                .contains("HTTP " + status, "engine died for [hidden]")
                .doesNotContain(KEY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER"})
    void aConnectionThatBreaksIsUnreachable(Fault fault) throws InterruptedException {
        models(aResponse().withFault(fault));

        assertThat(ask()).isInstanceOf(Unreachable.class);
    }

    @Test
    void silenceIsUnreachable() throws InterruptedException {
        models(json(200, "{}").withFixedDelay(2500));

        assertThat(ask()).isInstanceOf(Unreachable.class);
    }

    private static void models(ResponseDefinitionBuilder response) {
        SERVER.stubFor(get(urlEqualTo("/v1/models"))
                .withHeader("Authorization", equalTo("Bearer " + KEY))
                .willReturn(response));
    }

    private static void completions(String path, int tokens, ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(urlEqualTo(path))
                .withHeader("Authorization", equalTo("Bearer " + KEY))
                .withRequestBody(matchingJsonPath("$.max_tokens", equalTo(String.valueOf(tokens))))
                .willReturn(response));
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    private Result ask() throws InterruptedException {
        return check.ask(base(), MODEL, KEY);
    }

    private String wrong() throws InterruptedException {
        Result result = ask();
        assertThat(result).isInstanceOf(WrongAnswer.class);
        return ((WrongAnswer) result).detail();
    }

    private static URI base() {
        return URI.create(SERVER.baseUrl() + "/v1");
    }
}
