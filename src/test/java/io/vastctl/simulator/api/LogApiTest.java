package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogApiTest {

    private final Asked asked = Asked.calm();

    private static JsonNode request(Asked asked, long id, String body) {
        return asked.json("PUT", "/api/v0/instances/request_logs/" + id, body);
    }

    private static Answer fetch(Asked asked, JsonNode answer) {
        asked.markets.pass(3);
        String path = answer.path("result_url").asText().replace("http://here", "");
        return asked.markets.call("GET", path, Map.of(), Optional.empty(), "");
    }

    @Test
    void theLinesAreChosenByWordsThatAreText() {
        long id = asked.running().id();

        assertThat(fetch(asked, request(asked, id, "{}")).body()).hasLineCount(3);
        assertThat(fetch(asked, request(asked, id, "{\"tail\":\"1\"}")).body()).isEqualTo("onstart: vLLM started\n");
        assertThat(fetch(asked, request(asked, id, "{\"filter\":\"sshd\"}")).body())
                .isEqualTo("Starting sshd\n");
        assertThat(fetch(asked, request(asked, id, "{\"daemon_logs\":\"true\"}"))
                        .body())
                .contains("success, running vllm/vllm-openai");
    }

    @Test
    void eachRequestHasItsOwnResultWhichIsNotThereAtOnce() {
        long id = asked.running().id();
        JsonNode first = request(asked, id, "{}");
        assertThat(fetch(asked, first).status()).isEqualTo(200);

        JsonNode second = request(asked, id, "{}");
        String path = second.path("result_url").asText().replace("http://here", "");

        assertThat(second.get("msg").isNull()).isTrue();
        assertThat(path).isNotEqualTo(first.path("result_url").asText().replace("http://here", ""));
        assertThat(asked.markets
                        .call("GET", path, Map.of(), Optional.empty(), "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theKeyMustNotComeAlongInAnyWay() {
        JsonNode answer = request(asked, asked.running().id(), "{}");
        asked.markets.pass(3);
        String path = answer.path("result_url").asText().replace("http://here", "");

        assertThat(asked.markets.call("GET", path, "").status()).isEqualTo(400);
        assertThat(asked.markets
                        .call("GET", path, Map.of("api_key", "k"), Optional.empty(), "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aBoxThatIsNotUpUploadsNothing() {
        long id = asked.markets.rent(Asked.TINY).id();

        assertThat(fetch(asked, request(asked, id, "{}")).status()).isEqualTo(403);
    }

    @Test
    void aHostMaySitOnItsLogAtFirst() {
        Asked empty = Asked.with(Fault.LOGS_EMPTY);
        Contract contract = empty.markets.rent(Asked.TINY);
        while (!contract.up(empty.markets.market.now())) empty.markets.pass(5);

        assertThat(fetch(empty, request(empty, contract.id(), "{}")).status()).isEqualTo(403);
        empty.markets.pass(120);
        assertThat(fetch(empty, request(empty, contract.id(), "{}")).status()).isEqualTo(200);
    }

    @Test
    void logsOfNothingAreNotFound() {
        Answer answer = asked.call("PUT", "/api/v0/instances/request_logs/7/", "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(Markets.read(answer.body()))
                .isEqualTo(Markets.read("{\"error\":\"invalid_id\",\"msg\":\"Invalid instance id.\"}"));
    }

    private Answer execute(long id, String command) {
        String body = Markets.JSON.createObjectNode().put("command", command).toString();
        return asked.call("PUT", "/api/v0/instances/command/" + id + "/", body);
    }

    @Test
    void aCommandsOutputNamesTheHostsOwnPath() {
        long id = asked.running().id();

        JsonNode list = Markets.read(execute(id, "ls -l /").body());
        JsonNode size = Markets.read(execute(id, "du -d2 -h").body());
        JsonNode gone = Markets.read(execute(id, "rm -r home/nothing.txt").body());

        String path = list.path("writeable_path").asText();
        assertThat(path).startsWith("/var/lib/docker/");
        assertThat(fetch(asked, list).body()).contains("workspace");
        assertThat(fetch(asked, size).body()).endsWith("M\t" + path + "\n");
        assertThat(fetch(asked, gone).body())
                .isEqualTo("rm: cannot remove '" + path + "/home/nothing.txt': No such file or directory\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvidia-smi", "cat /etc/passwd", "ls; reboot", "ls $(id)", "", "lsof"})
    void onlyThreeCommandsAreTaken(String command) {
        Answer answer = execute(asked.running().id(), command);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Invalid command given.");
    }

    @Test
    void aLongCommandOrBrokenJsonIsRefused() {
        long id = asked.running().id();

        assertThat(execute(id, "ls " + "x".repeat(510)).status()).isEqualTo(400);
        assertThat(asked.call("PUT", "/api/v0/instances/command/" + id + "/", "{")
                        .status())
                .isEqualTo(483);
    }
}
