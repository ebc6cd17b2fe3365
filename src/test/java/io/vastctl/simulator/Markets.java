package io.vastctl.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.api.Call;
import io.vastctl.simulator.api.MarketApi;
import io.vastctl.simulator.box.ServerPlan;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A market without sockets and without real time, and the calls that tests make of it. */
public final class Markets {

    public static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    public static final ObjectMapper JSON = new ObjectMapper();

    public final MarketTime time = new MarketTime(START, 1000, nap -> {});
    public final Market market;
    public final MarketApi api;

    public Markets(Scenario scenario, long seed) {
        AtomicInteger port = new AtomicInteger(40_000);
        market = Market.generated(time, scenario, seed, port::incrementAndGet, ServerPlan::walk);
        api = new MarketApi(market);
    }

    public static Markets calm() {
        return new Markets(Scenario.named("calm"), 1);
    }

    /** A calm market in which one fault always strikes. */
    public static Markets with(Fault fault) {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        rates.put(fault, 3.0);
        return new Markets(new Scenario("only " + fault.id(), 1000, rates), 1);
    }

    public Answer call(String method, String path, String body) {
        return call(method, path, Map.of(), Optional.of("good"), body);
    }

    public Answer call(String method, String path, Map<String, String> query, Optional<String> key, String body) {
        return api.handle(new Call(method, path, query, key, body, "http://here"), time.instant());
    }

    public JsonNode json(Answer answer) {
        return read(answer.body());
    }

    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void pass(double seconds) {
        time.advance(Duration.ofMillis((long) (seconds * 1000)));
    }

    /** An offer that a small and a middle model run on. */
    public JsonNode goodOffer() {
        String query =
                "{\"gpu_ram\":{\"gte\":24000},\"num_gpus\":{\"eq\":1},\"compute_cap\":{\"gte\":800},\"verified\":{\"eq\":true},"
                        + "\"cuda_max_good\":{\"gte\":12.9},\"direct_port_count\":{\"gte\":8},\"disk_space\":{\"gte\":60},"
                        + "\"inet_down\":{\"gte\":500},\"order\":[[\"dph_total\",\"asc\"]]}";
        return json(call("POST", "/api/v0/bundles/", query)).path("offers").path(0);
    }

    public static ObjectNode order(String label, String model) {
        ObjectNode body = JSON.createObjectNode();
        body.put("client_id", "me")
                .put("image", "vllm/vllm-openai:v0.11.2")
                .put("disk", 40)
                .put("label", label);
        body.put("runtype", "ssh_direct").put("onstart", "vllm serve \"$VASTCTL_MODEL\" --port 8000 >/tmp/vllm.log");
        body.putObject("env")
                .put("-p 8000:8000", "1")
                .put("VASTCTL_MODEL", model)
                .put("VLLM_API_KEY", "secret-of-the-test");
        return body;
    }

    public Answer create(long offerId, ObjectNode order) {
        pass(5);
        return call("PUT", "/api/v0/asks/" + offerId + "/", order.toString());
    }

    /** Rents the good offer and gives its contract. */
    public Contract rent(String model) {
        create(goodOffer().path("id").asLong(), order("test", model));
        List<Contract> living = market.living();
        return living.get(living.size() - 1);
    }

    public JsonNode show(long id) {
        pass(2);
        return json(call("GET", "/api/v0/instances/" + id + "/", "")).path("instances");
    }
}
