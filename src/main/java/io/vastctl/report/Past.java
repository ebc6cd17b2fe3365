package io.vastctl.report;

import io.vastctl.blame.AttemptKey;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.hosts.BadHost;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a page about the history is made from: one market, and the runs that began in one period.
 *
 * @param since beginning of the period; empty for all that is remembered
 * @param now end of the period, in the market's time
 * @param runs oldest first
 * @param newest these are only so many, the newest of both markets; empty if they are all
 * @param withdrawn attempts that failed as several hosts did: they count against nobody
 * @param barred what is barred now in this market
 * @param elsewhere how many runs of the other market began in the period
 */
public record Past(
        Origin origin,
        Optional<Instant> since,
        Instant now,
        List<RunDetail> runs,
        OptionalInt newest,
        Set<AttemptKey> withdrawn,
        List<BadHost> barred,
        int elsewhere) {

    public Past {
        runs = runs.stream()
                .sorted(Comparator.comparing((RunDetail run) -> run.summary().startedAt())
                        .thenComparing(run -> run.summary().runId()))
                .toList();
        withdrawn = Set.copyOf(withdrawn);
        barred = List.copyOf(barred);
    }
}
