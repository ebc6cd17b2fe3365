package io.vastctl.ranking;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer: who may be tried in which order, and why the others may not.
 *
 * @param eligible best first; offers may overlap, so renting one can make another vanish
 * @param excluded by offer id
 * @param seen different offers looked at
 * @param relaxation the smallest change that would admit an offer; looked for only where none is eligible
 * @param input what was asked for, known and set at that moment
 */
public record Ranked(
        List<RankedOffer> eligible,
        List<Exclusion> excluded,
        int seen,
        Optional<Relaxation> relaxation,
        RankingInput input) {

    public Ranked {
        eligible = List.copyOf(eligible);
        excluded = List.copyOf(excluded);
    }

    /** How many offers failed each gate first; the gate that excludes most comes first. */
    public Map<String, Integer> excludedByGate() {
        Map<Gate, Integer> counts = new EnumMap<>(Gate.class);
        for (Exclusion exclusion : excluded) {
            counts.merge(exclusion.allFailures().get(0).gate(), 1, Integer::sum);
        }
        Map<String, Integer> sorted = new LinkedHashMap<>();
        // The sort is stable: among equals the earlier gate stays first.
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(count -> sorted.put(count.getKey().id(), count.getValue()));
        return Collections.unmodifiableMap(sorted);
    }

    /** The gate that most offers failed first; empty if none was excluded. */
    public Optional<String> tightestGate() {
        return excludedByGate().keySet().stream().findFirst();
    }

    /**
     * The smallest change that would admit an offer which is excluded now; looked for when it is asked for,
     * since it puts all of them through the gates again.
     */
    public Optional<Relaxation> nearestRelaxation() {
        return new Relaxations(excluded, input.demand(), input.experience(), input.now()).nearest();
    }
}
