package io.vastctl.cli.badhosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.CommonCause;
import io.vastctl.cli.Workbench;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHosts;
import java.util.List;
import java.util.Optional;

/**
 * Which recorded failures count against nobody any more, because several hosts failed alike.
 *
 * @param causes of one market
 */
public record Pardons(List<CommonCause> causes) {

    public Pardons {
        causes = List.copyOf(causes);
    }

    /** What is known now of those attempts of that market. */
    public static Pardons in(Workbench bench, Origin origin, List<AttemptRow> attempts) {
        List<AttemptKey> keys = attempts.stream()
                .map(attempt -> new AttemptKey(attempt.runId(), attempt.number()))
                .toList();
        return new Pardons(new BadHosts(bench.database()).commonCauses(origin, keys));
    }

    /** Why the blame of this attempt was withdrawn, if it was. */
    public Optional<CommonCause> of(AttemptRow attempt) {
        AttemptKey key = new AttemptKey(attempt.runId(), attempt.number());
        return causes.stream().filter(cause -> cause.attempts().contains(key)).findFirst();
    }
}
