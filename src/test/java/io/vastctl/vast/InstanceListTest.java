package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.vastctl.instance.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceListTest extends ClientFixture {

    private static final String LIST = "/api/v1/instances/";

    @Test
    void listsAllPagesInEveryState() throws InterruptedException {
        list(json(200, page(1, 25, "\"t2\"", 30)));
        VAST.stubFor(get(urlPathEqualTo(LIST))
                .withQueryParam("after_token", equalTo("t2"))
                .willReturn(json(200, page(26, 30, "null", 30))));

        assertThat(client.list()).hasSize(30);
        VAST.verify(
                1,
                getRequestedFor(urlPathEqualTo(LIST))
                        .withQueryParam("limit", equalTo("25"))
                        .withQueryParam("after_token", absent())
                        .withQueryParam("select_filters", absent()));
    }

    @Test
    void anEmptyListIsAnAnswerWhenItIsThere() throws IOException, InterruptedException {
        list(json(200, text("instances-empty-list-v1.json")));
        assertThat(client.list()).isEmpty();

        list(json(200, text("instances-mixed-statuses-v1.json")));
        assertThat(client.list()).extracting(Instance::instanceId).containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "{\"instances\":null}",
                "{\"success\":true}",
                "{\"instances\":{\"id\":1}}",
                "{\"instances\":[7]}",
                "{\"instances\":[null]}",
                "{\"instances\":[{\"label\":\"x\"}]}",
                "{\"instances\":[{\"id\":1}],\"instances_found\":2}",
                "{\"instances\":[{\"id\":1}],\"total_instances\":2}",
                "{\"instances\":[],\"success\":false}",
                "{\"instances\":[{\"id\":1}],\"next_token\":\"again\"}",
                "{\"instances\":[{\"id\":1}]}",
                "{\"instances\":[{\"id\":1}],\"next_token\":{\"id\":1}}",
                "{\"instances\":[],\"total_instances\":1e400}",
                "{\"instances\":[{\"id\":1}],\"instances_found\":\"many\",\"next_token\":null}",
                "{\"instances\":[],\"next_token\":\"more\",\"total_instances\":0}",
                "{\"instances\":[{\"id\":1}"
            })
    void aListThatIsNotWholeIsAnError(String body) {
        list(json(200, body));

        assertThatThrownBy(client::list)
                .isInstanceOfSatisfying(
                        VastApiException.class, e -> assertThat(e.problem()).isEqualTo(ApiProblem.SERVER));
    }

    @Test
    void aPageThatFailsFailsTheList() {
        list(json(200, page(1, 25, "\"t2\"", 30)));
        VAST.stubFor(get(urlPathEqualTo(LIST))
                .withQueryParam("after_token", equalTo("t2"))
                .willReturn(json(400, "{\"error\":\"invalid_token\"}")));

        assertThatThrownBy(client::list).isInstanceOf(VastApiException.class).hasMessageContaining("invalid_token");
    }

    private static String page(int first, int last, String token, int total) {
        String rows = IntStream.rangeClosed(first, last)
                .mapToObj(id -> "{\"id\":" + id + ",\"actual_status\":\"exited\"}")
                .collect(Collectors.joining(","));
        return "{\"success\":true,\"instances_found\":" + (last - first + 1) + ",\"total_instances\":" + total
                + ",\"next_token\":" + token + ",\"instances\":[" + rows + "]}";
    }

    private static String text(String sample) throws IOException {
        return new String(Samples.read(sample), StandardCharsets.UTF_8);
    }

    private static void list(ResponseDefinitionBuilder response) {
        VAST.stubFor(get(urlPathEqualTo(LIST)).willReturn(response));
    }
}
