package io.vastctl.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.readiness.EndpointCheck.Result;
import io.vastctl.readiness.EndpointCheck.Result.Answered;
import io.vastctl.readiness.EndpointCheck.Result.Hangs;
import io.vastctl.readiness.EndpointCheck.Result.Unreachable;
import io.vastctl.readiness.EndpointCheck.Result.WrongAnswer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A completion as a stream of events, and all that can be odd about one. Real sockets. */
class EndpointStreamTest {

    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"completion_tokens\":64}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final RawServer server = new RawServer();
    private final OpenAiEndpointCheck check = new OpenAiEndpointCheck(new TickingClock(), Duration.ofMillis(700));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPlainStreamIsTimedAndCounted() throws InterruptedException {
        server.completion = RawServer.events(text("one") + text(" two") + USAGE + DONE);

        assertThat(ask()).isEqualTo(new Answered(Duration.ofMillis(500), 128.0));
        assertThat(server.bodies).first().asString().contains("\"stream\":true").contains("include_usage");
    }

    @Test
    void withoutUsageThePiecesCount() throws InterruptedException {
        server.completion = RawServer.events(text("one") + text(" two") + DONE);

        assertThat(ask()).isEqualTo(new Answered(Duration.ofMillis(500), 4.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": ping\n\n", ":\n\nevent: message\nid: 4\nretry: 10\n", "\n\n\n"})
    void commentsAndOtherFieldsSayNothing(String before) throws InterruptedException {
        server.completion = RawServer.events(before + text("") + text("one") + ": ping\n\n" + DONE);

        assertThat(ask()).isInstanceOf(Answered.class);
    }

    @Test
    void carriageReturnsAndAMissingDoneAreFine() throws InterruptedException {
        server.completion = RawServer.events((text("one") + text("two")).replace("\n", "\r\n"));

        assertThat(ask()).isInstanceOf(Answered.class);
    }

    @Test
    void anEventMayHaveSeveralLines() throws InterruptedException {
        server.completion = RawServer.events("data: {\"choices\":\ndata: [{\"text\":\"one\"}]}\n\n" + DONE);

        assertThat(ask()).isInstanceOf(Answered.class);
    }

    @Test
    void aChatThatThinksAloudGeneratesToo() throws InterruptedException {
        server.completion = RawServer.answer("404 Not Found", "application/json", "{}");
        server.chat = RawServer.events("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":null,\"reasoning_content\":\"Hm\"}}]}\n\n" + DONE);

        assertThat(ask()).isInstanceOf(Answered.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: [DONE]\n\n",
                "",
                "data: {\"choices\":[{\"text\":\"\"}]}\n\n",
                "data: {\"choices\":[{\"text\":\"one\"}]}\n\ndata: {\"error\":{\"message\":\"EngineDeadError\"}}\n\n",
                "data: oops\n\n",
                "data: [1]\n\n"
            })
    void aStreamWithoutTokensOrWithAnErrorIsAWrongAnswer(String events) throws InterruptedException {
        server.completion = RawServer.events(events);

        assertThat(ask()).isInstanceOf(WrongAnswer.class);
    }

    @Test
    void anErrorInTheMidstIsQuoted() throws InterruptedException {
        server.completion = RawServer.events(text("one") + "data: {\"error\":{\"message\":\"EngineDeadError\"}}\n\n");

        assertThat(((WrongAnswer) ask()).detail()).contains("broke off").contains("EngineDeadError");
    }

    @Test
    void aPageInsteadOfTokensIsAWrongAnswer() throws InterruptedException {
        server.completion = RawServer.answer("200 OK", "text/html", "<html>Login</html>");

        assertThat(((WrongAnswer) ask()).detail()).contains("JSON");
    }

    @Test
    void aStreamThatStopsAfterItsHeadHangs() throws InterruptedException {
        server.completion = RawServer.head("200 OK", "text/event-stream") + text("one");
        server.hangs = true;

        assertThat(((Hangs) ask()).detail()).contains("began and did not end");
    }

    @Test
    void aListThatStopsAfterItsHeadHangsToo() throws InterruptedException {
        server.models = RawServer.head("200 OK", "application/json") + "{\"data\":[";
        server.hangs = true;

        assertThat(ask()).isInstanceOf(Hangs.class);
    }

    @Test
    void aServerThatListsAndThenSaysNothingHangs() throws InterruptedException {
        server.completion = "";
        server.hangs = true;

        assertThat(((Hangs) ask()).detail()).contains("the models are listed");
    }

    @Test
    void aServerThatNeverSaysAnythingIsUnreachable() throws InterruptedException {
        server.models = "";
        server.hangs = true;

        assertThat(ask()).isInstanceOf(Unreachable.class);
    }

    private static String text(String piece) {
        return "data: {\"model\":\"" + RawServer.MODEL + "\",\"choices\":[{\"text\":\"" + piece + "\"}]}\n\n";
    }

    private Result ask() throws InterruptedException {
        return check.ask(
                URI.create("http://127.0.0.1:" + server.port() + "/v1"), RawServer.MODEL, "the-key-of-the-test");
    }
}
