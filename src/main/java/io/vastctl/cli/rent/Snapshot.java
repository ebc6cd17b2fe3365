package io.vastctl.cli.rent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.offers.OffersView;
import io.vastctl.offer.Offer;
import io.vastctl.ranking.Bar;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.Experience;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.ranking.RankingInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A choice as it is stored with its run: the ranking for readers, and under {@code replay} what is needed to make
 * it again. Of the experience only what bears on eligible offers; of the workload nothing that could be secret.
 *
 * @param offers the eligible ones, by id
 * @param order as it was then
 */
public record Snapshot(List<Offer> offers, RankingInput input, List<Place> order) {

    private static final String REPLAY = "replay";

    /** One offer of the order, and the number that put it there. */
    public record Place(long offerId, double expectedDollars) {}

    static ObjectNode of(Ranked ranked) {
        ObjectNode json = OffersView.json(ranked);
        List<Offer> offers = ranked.eligible().stream()
                .map(RankedOffer::offer)
                .sorted((one, other) -> Long.compare(one.offerId(), other.offerId()))
                .toList();
        RankingInput input = ranked.input();
        RankingInput needed =
                new RankingInput(withoutSecrets(input.demand()), about(offers, input.experience()), input.now());
        json.set(REPLAY, SnapshotJson.write(new Snapshot(offers, needed, order(ranked))));
        return json;
    }

    /**
     * Empty if there is none in the document.
     *
     * @throws IllegalArgumentException if another version wrote it in a form that this one cannot read
     */
    public static Optional<Snapshot> read(JsonNode document) {
        return document.has(REPLAY)
                ? Optional.of(SnapshotJson.read(document.path(REPLAY), Snapshot.class))
                : Optional.empty();
    }

    public static List<Place> order(Ranked ranked) {
        return ranked.eligible().stream()
                .map(offer -> new Place(offer.offer().offerId(), offer.cost().expectedDollars()))
                .toList();
    }

    private static Demand withoutSecrets(Demand demand) {
        return new Demand(demand.workload().withoutSecrets(), demand.policy(), demand.filter());
    }

    private static Experience about(List<Offer> offers, Experience experience) {
        Set<Long> machines = offers.stream().map(Offer::machineId).collect(Collectors.toSet());
        Set<Long> hosts = offers.stream().map(Offer::hostId).collect(Collectors.toSet());
        return new Experience(
                of(machines, experience.machines()),
                of(hosts, experience.hosts()),
                experience.market(),
                of(machines, experience.disappointments()),
                experience.typicalPhases(),
                among(machines, experience.whitelistedMachines()),
                among(hosts, experience.whitelistedHosts()),
                experience.bars().stream()
                        .filter(bar -> concerns(bar, machines, hosts))
                        .toList(),
                experience.constants());
    }

    private static boolean concerns(Bar bar, Set<Long> machines, Set<Long> hosts) {
        return bar.wholeHost() ? hosts.contains(bar.id()) : machines.contains(bar.id()) || hosts.contains(bar.hostId());
    }

    private static <T> Map<Long, T> of(Set<Long> ids, Map<Long, T> all) {
        return all.entrySet().stream()
                .filter(entry -> ids.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<Long> among(Set<Long> ids, Set<Long> all) {
        return all.stream().filter(ids::contains).collect(Collectors.toSet());
    }
}
