package io.vastctl.cli;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.CommonCause;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.BadHosts;
import io.vastctl.memory.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Which recorded failures count against nobody any more, because several hosts failed alike.
 *
 * @param causes of one market
 */
record Pardons(List<CommonCause> causes) {

    Pardons {
        causes = List.copyOf(causes);
    }

    /** What is known now of that market. */
    static Pardons in(Workbench bench, Origin origin) {
        return new Pardons(new BadHosts(bench.database()).commonCauses(origin));
    }

    /** Why the blame of this attempt was withdrawn, if it was. */
    Optional<CommonCause> of(AttemptRow attempt) {
        AttemptKey key = new AttemptKey(attempt.runId(), attempt.number());
        return causes.stream().filter(cause -> cause.attempts().contains(key)).findFirst();
    }
}
