package io.vastctl.simulator.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script expects can hold, and can fail to hold. */
class CheckTest {

    private static final Reply REPLY = new Reply(new Canned(
            "{\"success\":true,\"msg\":\"error 404: no_such_ask\",\"next\":null,\"price\":0.5,\"env\":[[\"A\",\"1\"]],"
                    + "\"ports\":{\"22/tcp\":[{\"HostPort\":\"30022\"}]},\"none\":[],"
                    + "\"offers\":[{\"id\":3,\"score\":9.5},{\"id\":5,\"score\":9.0}]}"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status is 200",
                "status is 404 or 200",
                "header Content-Type is \"application/json\"",
                "header Retry-After is absent",
                "success is true",
                "msg contains \"no_such_ask\"",
                "next is null",
                "next is text or null",
                "price is 0.50",
                "price is below 0.6",
                "price is above 0.4",
                "env is pairs",
                "ports.22/tcp[0].HostPort is text",
                "offers has 2 entries",
                "offers has at least 1 entries",
                "offers has at most 2 entries",
                "offers[*].id is integer",
                "offers[*].id rises",
                "offers[*].score falls",
                "offers[1].id is 5",
                "answer is object",
                "answer.price is number",
                "nothing is absent"
            })
    void holds(String line) {
        assertThat(Check.of(line).holds(REPLY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status is 404",
                "header Content-Type is \"application/json; charset=utf-8\"",
                "success is \"true\"",
                "msg contains \"gone\"",
                "next is absent",
                "price is integer",
                "price is below 0.5",
                "env is object",
                "ports.22/tcp[0].HostPort is integer",
                "ports.80/tcp[0].HostPort is text",
                "offers has 3 entries",
                "offers[*].id falls",
                "offers[*].score is integer",
                "none[*].id is integer",
                "none has at least 1 entries",
                "nothing is null"
            })
    void doesNotHold(String line) {
        assertThat(Check.of(line).holds(REPLY)).isFalse();
    }

    @Test
    void refusesALineThatIsNoExpectation() {
        assertThatThrownBy(() -> Check.of("offers looks good")).hasMessageContaining("offers looks good");
        assertThatThrownBy(() -> Check.of("price is cheap").holds(REPLY)).hasMessageContaining("cheap");
    }

    /** 200 with a JSON body. */
    private record Canned(String body) implements HttpResponse<String> {

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (name, value) -> true);
        }

        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri()).build();
        }

        @Override
        public URI uri() {
            return URI.create("http://127.0.0.1/");
        }

        @Override
        public Optional<HttpResponse<String>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
