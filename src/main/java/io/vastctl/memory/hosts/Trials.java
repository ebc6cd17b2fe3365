package io.vastctl.memory.hosts;

import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.HostMemory.Trial;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Sums over recorded attempts, oldest first. Pure. */
record Trials(List<Trial> all) {

    /** By machine or by host; an id of 0 is unknown and has no tally. */
    Map<Long, Tally> tallies(ToLongFunction<Trial> id) {
        Map<Long, Tally> tallies = new TreeMap<>();
        for (Trial trial : all) {
            long key = id.applyAsLong(trial);
            if (key != 0 && (trial.success() || trial.infraFailure())) {
                tallies.put(key, plus(tallies.getOrDefault(key, Tally.NONE), trial));
            }
        }
        return tallies;
    }

    Tally market() {
        Tally tally = Tally.NONE;
        for (Trial trial : all) tally = plus(tally, trial);
        return tally;
    }

    private static Tally plus(Tally tally, Trial trial) {
        if (trial.success()) return tally.withSuccess(trial.finishedAt());
        return trial.infraFailure() ? tally.withInfraFailure(trial.finishedAt()) : tally;
    }

    /** By machine, where anything was measured. */
    Map<Long, Measured> measured() {
        Map<Long, Measured> measured = new TreeMap<>();
        byMachine().forEach((machineId, trials) -> {
            Measured means = trials.means();
            if (!means.equals(Measured.NOTHING)) measured.put(machineId, means);
        });
        return measured;
    }

    List<MachineSummary> summaries(Origin origin) {
        return byMachine().values().stream()
                .map(trials -> trials.summary(origin))
                .sorted(Comparator.comparing(MachineSummary::lastSeen)
                        .reversed()
                        .thenComparingLong(MachineSummary::machineId))
                .toList();
    }

    /** Of all that there are, of which there is one at least. */
    MachineSummary summary(Origin origin) {
        Trial last = all.get(all.size() - 1);
        return new MachineSummary(
                last.machineId(),
                last.hostId(),
                last.gpuName(),
                origin,
                (int) all.stream().filter(Trial::counted).count(),
                market(),
                means(),
                all.stream().mapToDouble(Trial::costDollars).sum(),
                all.stream()
                        .filter(trial -> !trial.success())
                        .mapToDouble(Trial::costDollars)
                        .sum(),
                last.finishedAt());
    }

    private Map<Long, Trials> byMachine() {
        return all.stream()
                .filter(trial -> trial.machineId() != 0)
                .collect(Collectors.groupingBy(
                        Trial::machineId,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Trials::new)));
    }

    private Measured means() {
        return new Measured(mean(Trial::downloadMbps), mean(Trial::firstTokenSeconds), mean(Trial::tokensPerSecond));
    }

    private OptionalDouble mean(Function<Trial, OptionalDouble> part) {
        return all.stream()
                .map(part)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
