package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Serving;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a workload file says of its server. */
class ServingFieldsTest {

    private static WorkloadFile read(String... lines) {
        return WorkloadFile.read("w.yaml", "w", "image: me/server:v1\nvram-gb: 8\n" + String.join("\n", lines));
    }

    private static Serving serving(String... lines) {
        WorkloadFile file = read(lines);
        assertThat(file.problems()).isEmpty();
        return file.workload().orElseThrow().serving();
    }

    private static List<String> errors(String... lines) {
        WorkloadFile file = read(lines);
        assertThat(file.workload()).isEmpty();
        return file.problems().stream()
                .filter(Problem::isError)
                .map(Problem::message)
                .toList();
    }

    @Test
    void aVllmWorkloadServesAsVllmDoes() {
        assertThat(serving("model: me/model")).isEqualTo(Serving.LIKE_VLLM);
    }

    @Test
    void anHttpWorkloadSaysItAll() {
        Serving serving = serving(
                "adapter: http",
                "serve: exec server",
                "ready: {path: /health, status: 204, pointer: /status, value: ok}",
                "proof: {path: /ask, body: '{\"q\": 1}', pointer: /answer}",
                "key-env: SERVER_KEY",
                "window: 25m",
                "stall: 90s");

        assertThat(serving)
                .isEqualTo(new Serving(
                        Optional.of("exec server"),
                        Optional.of(new HttpAnswer("/health", 204, Optional.of("/status"), Optional.of("ok"))),
                        new Proof.Request(
                                new HttpAnswer("/ask", 200, Optional.of("/answer"), Optional.empty()),
                                Optional.of("{\"q\": 1}")),
                        Optional.of("SERVER_KEY"),
                        true,
                        Optional.of(Duration.ofMinutes(25)),
                        Optional.of(Duration.ofSeconds(90))));
    }

    @Test
    void aServerWithoutAKeyIsNotShownToTheWorldUnlessItsFileSaysSo() {
        assertThat(serving("adapter: http", "serve: x", "ready: {path: /}").publicPort())
                .isFalse();

        WorkloadFile open = read("adapter: http", "serve: x", "ready: {path: /}", "public: yes");

        assertThat(open.workload().orElseThrow().serving().isOpenToAnyone()).isTrue();
        assertThat(open.problems()).singleElement().asString().contains("warning", "anybody who finds the port");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ready: {path: health}                     | ready.path: expected a path such as /health",
                "ready: {path: /h, status: ok}             | ready.status: expected an HTTP status such as 200",
                "ready: {path: /h, pointer: status}        | ready.pointer: expected a JSON pointer such as /status",
                "ready: {path: /h, value: ok}              | ready.pointer: expected a JSON pointer to look for the value at",
                "ready: {path: /h, pionter: /a}            | ready: unknown field pionter (did you mean pointer?)",
                "proof: tokens                             | proof: expected completion, chat, transcription",
                "proof: {path: /ask}                       | proof: a request needs a pointer",
                "window: 15                                | window: expected a duration",
                "window: 10s                               | window: expected a duration from 30s to 24h",
                "public: maybe                             | public: expected yes or no",
                "key-env: MY-KEY                           | key-env: expected the name of a variable"
            })
    void whatIsWrongIsNamedWithWhatIsExpected(String line, String message) {
        String ready = line.startsWith("ready") ? "" : "ready: {path: /health}";

        assertThat(errors("adapter: http", "serve: x", ready, line))
                .anySatisfy(error -> assertThat(error).startsWith(message));
    }

    @Test
    void anHttpWorkloadNeedsACommandAndASign() {
        assertThat(errors("adapter: http")).containsExactly("missing field serve", "missing field ready");
        assertThat(errors("model: a/b", "ready: {path: /x}"))
                .singleElement()
                .asString()
                .contains("adapter http");
    }
}
