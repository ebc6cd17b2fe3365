package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What really is, as no client can know it.
 *
 * @param clock the market's time
 * @param alive every contract that still exists, and so costs money
 * @param created contracts ever made, those included whose answer never arrived
 * @param destroyed contracts that are gone
 * @param doubleRentals contracts made while another one with the same label lived, or one that its
 *     customer had never been told of
 * @param dollarsSpent USD in all, to this moment
 * @param requests calls received per endpoint
 */
public record Truth(
        Instant clock,
        List<Living> alive,
        int created,
        int destroyed,
        int doubleRentals,
        double dollarsSpent,
        Map<String, Integer> requests) {

    /**
     * A contract that exists.
     *
     * @param id the instance
     * @param label as given at create, empty for none
     * @param dollarsPerHour USD per hour while running, with disk
     */
    public record Living(long id, String label, double dollarsPerHour) {}

    public Truth {
        alive = List.copyOf(alive);
        requests = Map.copyOf(requests);
    }

    /** As {@code GET /simulator/truth} answers. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("clock", clock.toString());
        ArrayNode living = json.putArray("alive");
        for (Living one : alive) {
            living.addObject()
                    .put("id", one.id())
                    .put("label", one.label())
                    .put("dollarsPerHour", one.dollarsPerHour());
        }
        json.put("created", created).put("destroyed", destroyed).put("doubleRentals", doubleRentals);
        json.put("dollarsSpent", dollarsSpent);
        ObjectNode counts = json.putObject("requests");
        requests.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return json;
    }
}
