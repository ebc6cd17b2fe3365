package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import java.util.Map;
import java.util.Optional;

/** A market and patient calls of it: enough time passes before each that no limit is met. */
final class Asked {

    static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    final Markets markets;

    private Asked(Markets markets) {
        this.markets = markets;
    }

    static Asked calm() {
        return new Asked(Markets.calm());
    }

    static Asked with(Fault fault) {
        return new Asked(Markets.with(fault));
    }

    Answer call(String method, String path, String body) {
        return call(method, path, Map.of(), body);
    }

    Answer call(String method, String path, Map<String, String> query, String body) {
        markets.pass(6);
        return markets.call(method, path, query, Optional.of("good"), body);
    }

    /** With another key, or none. */
    Answer as(String key, String method, String path, String body) {
        markets.pass(6);
        return markets.call(method, path, Map.of(), Optional.of(key).filter(text -> !text.isEmpty()), body);
    }

    JsonNode json(String method, String path, String body) {
        return Markets.read(call(method, path, body).body());
    }

    JsonNode get(String path, Map<String, String> query) {
        return Markets.read(call("GET", path, query, "").body());
    }

    /** A box that is up. */
    Contract running() {
        Contract contract = markets.rent(TINY);
        markets.pass(1200);
        return contract;
    }

    static String instance(long id) {
        return "/api/v0/instances/" + id + "/";
    }
}
