package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.market.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceViewTest {

    private static final Path REFERENCE = Path.of("../shared/reference");

    private final Asked asked = Asked.calm();

    private JsonNode shown(long id) {
        return asked.json("GET", Asked.instance(id), "").path("instances");
    }

    private static JsonNode file(String name) throws IOException {
        Path file = REFERENCE.resolve(name);
        assumeTrue(Files.isRegularFile(file), "no " + file.toAbsolutePath());
        return new YAMLMapper().readTree(file.toFile());
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void whoAsksByNumberFindsEveryDocumentedFieldInItsDocumentedType() throws IOException {
        JsonNode properties = file("openapi/openapi.yaml").at("/components/schemas/Instance/properties");
        JsonNode row = shown(asked.running().id());
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            // The description shows a list of numbers there; what was seen live is an object.
            if (property.getKey().equals("ports")) continue;
            JsonNode value = row.get(property.getKey());
            if (value == null || !fits(value, property.getValue().path("type"))) wrong.add(property.getKey());
        }

        assertThat(properties).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    private static boolean fits(JsonNode value, JsonNode type) {
        if (type.isTextual()) return fits(value, type.asText());
        for (JsonNode one : type) {
            if (fits(value, one.asText())) return true;
        }
        return false;
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "loading", "stopped"})
    void aListedRowHasAllThatASavedRowHas(String state) throws IOException {
        JsonNode saved = file("samples/composed-instance-" + state + ".json");
        JsonNode sample =
                saved.path("instances").isArray() ? saved.path("instances").path(0) : saved.path("instances");
        asked.running();

        Set<String> missing = fields(sample);
        missing.removeAll(fields(
                asked.json("GET", "/api/v1/instances/", "").path("instances").path(0)));

        assertThat(sample).isNotEmpty();
        assertThat(missing).isEmpty();
    }

    @Test
    void theDirectPortAndTheProxyLeadToTheBox() {
        Contract contract = asked.running();
        JsonNode row = shown(contract.id());
        JsonNode direct = row.path("ports").path("22/tcp");

        assertThat(row.path("public_ipaddr").asText()).isEqualTo("127.0.0.1\n");
        assertThat(direct).hasSize(2).allMatch(end -> end.path("HostPort").isTextual());
        assertThat(direct.path(0).path("HostPort").asText())
                .isEqualTo(String.valueOf(contract.ports().get(22)));
        assertThat(row.path("ssh_host").asText()).isEqualTo("127.0.0.1");
        assertThat(row.path("ssh_port").asInt()).isEqualTo(contract.proxyPort());
    }

    @Test
    void withJupyterTheProxyListensOnePortHigher() {
        var order = Markets.order("j", Asked.TINY).put("runtype", "jupyter_proxy ssh_proxy");
        asked.markets.create(asked.markets.goodOffer().path("id").asLong(), order);
        Contract contract = asked.markets.market.living().get(0);
        asked.markets.pass(900);

        JsonNode row = shown(contract.id());

        assertThat(row.path("image_runtype").asText()).isEqualTo("jupyter_proxy ssh_proxy");
        assertThat(row.path("ssh_port").asInt() + 1).isEqualTo(contract.proxyPort());
    }

    @Test
    void environmentComesAsPairsAndNoKeyOfTheAccountIsAmongThem() {
        JsonNode row = shown(asked.running().id());

        assertThat(row.path("extra_env")).isNotEmpty().allMatch(pair -> pair.isArray() && pair.size() == 2);
        assertThat(row.path("jupyter_token").asText()).hasSize(64);
        assertThat(row.toString()).doesNotContain("\"good\"").doesNotContain("api_key");
    }

    @Test
    void telemetryIsUnknownAtFirstAndStaysAfterAStop() {
        Contract contract = asked.markets.rent(Asked.TINY);
        JsonNode young = shown(contract.id());
        asked.markets.pass(1200);
        JsonNode running = shown(contract.id());
        asked.call("PUT", Asked.instance(contract.id()), "{\"state\":\"stopped\"}");
        asked.markets.pass(120);
        JsonNode stopped = shown(contract.id());

        assertThat(young.get("gpu_temp").isNull()).isTrue();
        assertThat(young.path("disk_usage").asInt()).isEqualTo(-1);
        assertThat(running.path("gpu_temp").asDouble()).isBetween(31.0, 47.0);
        assertThat(running.path("disk_usage").asDouble()).isGreaterThan(1);
        assertThat(running.path("uptime_mins").asDouble()).isPositive();
        assertThat(stopped.path("gpu_temp").isNumber()).isTrue();
        assertThat(stopped.get("uptime_mins").isNull()).isTrue();
    }

    @Test
    void theRunningPriceStaysAndThePriceWhileStoppedIsBesideIt() {
        JsonNode row = shown(asked.running().id());
        double disk =
                row.path("storage_cost").asDouble() * row.path("disk_space").asDouble() / 720;

        assertThat(row.path("dph_total").asDouble())
                .isCloseTo(row.path("dph_base").asDouble() + disk, within(1e-9));
        assertThat(row.at("/instance/gpuCostPerHour").asDouble(1)).isZero();
        assertThat(row.at("/instance/totalHour").asDouble()).isCloseTo(disk, within(1e-9));
    }

    @Test
    void theTimeLeftRunsDownWhileTheEndStays() {
        long id = asked.running().id();
        JsonNode early = shown(id);
        asked.markets.pass(100);
        JsonNode late = shown(id);

        assertThat(late.path("end_date").asDouble())
                .isEqualTo(early.path("end_date").asDouble());
        assertThat(late.path("duration").asDouble())
                .isLessThan(early.path("duration").asDouble() - 99);
    }
}
