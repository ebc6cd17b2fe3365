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
 * @param contracts what every contract ever made has cost
 * @param requests calls received per endpoint
 */
public record Truth(
        Instant clock,
        List<Living> alive,
        int created,
        int destroyed,
        int doubleRentals,
        double dollarsSpent,
        List<Billed> contracts,
        Map<String, Integer> requests) {

    /**
     * A contract that exists.
     *
     * @param id the instance
     * @param label as it is now, empty for none
     * @param dollarsPerHour USD per hour while running, with disk
     * @param machineId where it is
     * @param state what the API would say of its container: its {@code actual_status}, empty for null
     * @param dollars USD that it has cost so far
     */
    public record Living(long id, String label, double dollarsPerHour, long machineId, String state, double dollars) {

        static Living of(Contract contract, Instant now) {
            double disk = contract.offer().diskDollarsPerHour(contract.order().diskGb());
            return new Living(
                    contract.id(),
                    contract.label(),
                    contract.gpuDollarsPerHour() + disk,
                    contract.offer().machineId(),
                    contract.state(now).actualStatus().orElse(""),
                    contract.bill(now).total());
        }
    }

    /** What one contract has cost, dead or alive. */
    public record Billed(long id, long machineId, String label, boolean alive, Bill bill) {

        static Billed of(Contract contract, Instant now) {
            return new Billed(
                    contract.id(),
                    contract.offer().machineId(),
                    contract.label(),
                    contract.alive(now),
                    contract.bill(now));
        }
    }

    public Truth {
        alive = List.copyOf(alive);
        contracts = List.copyOf(contracts);
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
                    .put("dollarsPerHour", one.dollarsPerHour())
                    .put("machineId", one.machineId())
                    .put("state", one.state())
                    .put("dollars", one.dollars());
        }
        json.put("created", created).put("destroyed", destroyed).put("doubleRentals", doubleRentals);
        json.put("dollarsSpent", dollarsSpent);
        ArrayNode bills = json.putArray("contracts");
        for (Billed one : contracts) {
            bills.addObject()
                    .put("id", one.id())
                    .put("machineId", one.machineId())
                    .put("label", one.label())
                    .put("alive", one.alive())
                    .put("gpu", one.bill().gpu())
                    .put("disk", one.bill().disk())
                    .put("traffic", one.bill().traffic())
                    .put("dollars", one.bill().total());
        }
        ObjectNode counts = json.putObject("requests");
        requests.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return json;
    }
}
