package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param answers whether its server would answer a request inside the box
     */
    public record Living(
            long id,
            String label,
            double dollarsPerHour,
            long machineId,
            String state,
            double dollars,
            boolean answers) {

        static Living of(Contract contract, Instant now) {
            double disk = contract.offer().diskDollarsPerHour(contract.order().diskGb());
            return new Living(
                    contract.id(),
                    contract.label(),
                    contract.gpuDollarsPerHour() + disk,
                    contract.offer().machineId(),
                    contract.state(now).actualStatus().orElse(""),
                    contract.bill(now).total(),
                    contract.serves(now) && !contract.stuck(now));
        }
    }

    /**
     * What one contract has cost, dead or alive, and when its server turned out one way or the other.
     *
     * @param answersSince when its server could answer, in its last run; empty if it never could
     * @param failedAt when its server died or its container failed; empty if neither has happened
     */
    public record Billed(
            long id,
            long machineId,
            String label,
            boolean alive,
            Bill bill,
            Optional<Instant> answersSince,
            Optional<Instant> failedAt) {

        static Billed of(Contract contract, Instant now) {
            contract.feel(last(contract, now));
            return new Billed(
                    contract.id(),
                    contract.offer().machineId(),
                    contract.label(),
                    contract.alive(now),
                    contract.bill(now),
                    answersSince(contract, now),
                    failedAt(contract, now));
        }

        private static Optional<Instant> answersSince(Contract contract, Instant now) {
            ServerRun server = contract.server();
            Instant at = server.listeningAt();
            return at.isBefore(server.diedAt()) && !at.isAfter(last(contract, now))
                    ? Optional.of(at)
                    : Optional.empty();
        }

        private static Optional<Instant> failedAt(Contract contract, Instant now) {
            Instant died = contract.server().diedAt();
            Instant halted = contract.life().halt().map(Life.Halt::at).orElse(Instant.MAX);
            Instant first = died.isBefore(halted) ? died : halted;
            return first.isAfter(last(contract, now)) ? Optional.empty() : Optional.of(first);
        }

        /** What was to come after its end never came. */
        private static Instant last(Contract contract, Instant now) {
            return contract.goneAt().isBefore(now) ? contract.goneAt() : now;
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
            ObjectNode bill = bills.addObject();
            one.answersSince().ifPresent(at -> bill.put("answersSince", at.toString()));
            one.failedAt().ifPresent(at -> bill.put("failedAt", at.toString()));
            bill.put("id", one.id())
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
