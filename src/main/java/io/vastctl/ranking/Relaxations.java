package io.vastctl.ranking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the ways in which giving way at one point would admit something.
 *
 * <p>Changes of different gates are compared as shares of the limit. Accepting another name counts as much as
 * doubling a limit, and so does each step to a less strict policy; lifting a bar counts as more than anything
 * else.
 */
final class Relaxations {

    private static final double DISTANCE_OF_ANOTHER_NAME = 1;
    private static final double DISTANCE_OF_ONE_POLICY = 1;
    private static final double DISTANCE_OF_LIFTING_A_BAR = 100;

    private record Candidate(Relaxation relaxation, double distance) {}

    private final Map<Gate, List<Exclusion>> failedOnlyThere = new EnumMap<>(Gate.class);
    private final List<Exclusion> excluded;
    private final Demand demand;
    private final Experience experience;
    private final Instant now;

    Relaxations(List<Exclusion> excluded, Demand demand, Experience experience, Instant now) {
        this.excluded = excluded;
        this.demand = demand;
        this.experience = experience;
        this.now = now;
        for (Exclusion exclusion : excluded) {
            if (exclusion.allFailures().size() == 1) {
                Gate gate = exclusion.allFailures().get(0).gate();
                failedOnlyThere.computeIfAbsent(gate, key -> new ArrayList<>()).add(exclusion);
            }
        }
    }

    /**
     * The smallest change by which at least one offer would pass. Empty when no single one would do, or when
     * only what the workload needs stands in the way.
     */
    Optional<Relaxation> nearest() {
        Stream<Optional<Candidate>> gates =
                failedOnlyThere.entrySet().stream().map(entry -> easiest(entry.getKey(), entry.getValue()));
        return Stream.concat(gates, Stream.of(lessStrict()))
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(Candidate::distance))
                .map(Candidate::relaxation);
    }

    /** Put through the gates again, since a policy moves several of them at once. */
    private Optional<Candidate> lessStrict() {
        int steps = 0;
        for (StrictnessPolicy policy : demand.policy().lessStrict()) {
            steps++;
            Screening screening = new Screening(demand.under(policy), experience, now);
            long admits = excluded.stream()
                    .filter(exclusion -> screening.exclude(exclusion.offer()).isEmpty())
                    .count();
            if (admits > 0) {
                Relaxation relaxation = new Relaxation(
                        Relaxation.STRICTNESS, demand.policy().name(), policy.name(), Math.toIntExact(admits));
                return Optional.of(new Candidate(relaxation, steps * DISTANCE_OF_ONE_POLICY));
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> easiest(Gate gate, List<Exclusion> exclusions) {
        return switch (gate.easing()) {
            case NONE, POLICY -> Optional.empty();
            case LOWER -> moved(gate, exclusions, true);
            case RAISE -> moved(gate, exclusions, false);
            case ALSO -> anotherName(gate, exclusions);
            case WHITELIST -> lifted(gate, exclusions);
        };
    }

    /** The limit is moved to the value of the nearest offer, and a trifle further where it is rounded. */
    private Optional<Candidate> moved(Gate gate, List<Exclusion> exclusions, boolean down) {
        double[] values = exclusions.stream()
                .flatMapToDouble(exclusion -> exclusion.allFailures().get(0).number().stream())
                .sorted()
                .toArray();
        if (values.length == 0) {
            return Optional.empty();
        }
        double nearest = values[down ? values.length - 1 : 0];
        double to = down ? Decimals.down(nearest) : Decimals.up(nearest);
        int admits = 0;
        for (double value : values) {
            admits += (down ? Decimals.reaches(value, to) : Decimals.reaches(to, value)) ? 1 : 0;
        }
        String text = down ? Decimals.textDown(nearest) : Decimals.textUp(nearest);
        String from = exclusions.get(0).limit();
        return Optional.of(
                new Candidate(new Relaxation(gate.id(), from, text, admits), distance(Double.parseDouble(from), to)));
    }

    private static double distance(double from, double to) {
        return Math.abs(to - from) / Math.max(from, 1e-9);
    }

    private Optional<Candidate> anotherName(Gate gate, List<Exclusion> exclusions) {
        Map<String, Integer> byName = new TreeMap<>();
        for (Exclusion exclusion : exclusions) {
            if (isOursToAccept(gate, exclusion.value())) {
                byName.merge(exclusion.value(), 1, Integer::sum);
            }
        }
        return mostAdmitted(gate, exclusions, byName, DISTANCE_OF_ANOTHER_NAME);
    }

    /** Countries that the policy excludes stay out, and so does a machine that hides its place. */
    private boolean isOursToAccept(Gate gate, String value) {
        return gate != Gate.REGION
                || (demand.filter().excludedRegions().contains(value)
                        && !demand.policy().excludedCountries().contains(value));
    }

    private static Optional<Candidate> lifted(Gate gate, List<Exclusion> exclusions) {
        Map<String, Integer> byMachine = new TreeMap<>();
        for (Exclusion exclusion : exclusions) {
            byMachine.merge("machine " + exclusion.offer().machineId(), 1, Integer::sum);
        }
        return mostAdmitted(gate, exclusions, byMachine, DISTANCE_OF_LIFTING_A_BAR);
    }

    private static Optional<Candidate> mostAdmitted(
            Gate gate, List<Exclusion> exclusions, Map<String, Integer> counts, double distance) {
        String from = exclusions.get(0).limit();
        // Strictly more wins, so that among equals the first in the alphabet does.
        return counts.entrySet().stream()
                .reduce((best, other) -> other.getValue() > best.getValue() ? other : best)
                .map(most -> new Candidate(new Relaxation(gate.id(), from, most.getKey(), most.getValue()), distance));
    }
}
