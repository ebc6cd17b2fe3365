package io.vastctl.ranking;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Evidence as tallies, weighed by age. For its host and for the market a machine counts as a few attempts at
 * most, however often it was tried: what an unknown machine will do is learned from many machines, not from
 * many nights on one.
 *
 * @param machines by machine id
 * @param hosts by host id, with those of their machines
 * @param market everything
 */
public record TrackRecord(Map<Long, Tally> machines, Map<Long, Tally> hosts, Tally market) {

    /**
     * Sums the evidence up.
     *
     * @param evidence in any order; an id of 0 is unknown and has no tally of its own
     */
    public static TrackRecord of(Collection<Evidence> evidence, Constants constants, Instant now) {
        record Place(long hostId, long machineId) {}
        Map<Long, Tally> machines = new TreeMap<>();
        Map<Long, Map<Place, Tally>> places = new TreeMap<>();
        List<Evidence> sorted = evidence.stream().sorted(Evidence.ORDER).toList();
        for (Evidence item : sorted) {
            Tally one = Tally.one(item.success(), Evidence.weight(item.at(), now, constants));
            if (item.machineId() != 0) machines.merge(item.machineId(), one, Tally::plus);
            Place place = new Place(item.hostId(), item.machineId());
            places.computeIfAbsent(item.machineId(), id -> new LinkedHashMap<>())
                    .merge(place, one, Tally::plus);
        }
        Map<Long, Tally> hosts = new TreeMap<>();
        Tally market = Tally.NONE;
        double most = constants.get(Constant.MACHINE_WEIGHT);
        for (Map<Place, Tally> ofOneMachine : places.values()) {
            for (Map.Entry<Place, Tally> there : ofOneMachine.entrySet()) {
                Tally share = there.getValue().atMost(most);
                long hostId = there.getKey().hostId();
                if (hostId != 0) hosts.merge(hostId, share, Tally::plus);
                market = market.plus(share);
            }
        }
        return new TrackRecord(machines, hosts, market);
    }
}
