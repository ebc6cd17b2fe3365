package io.vastctl.guard.loop;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.Journal;
import io.vastctl.memory.RunSummary;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.outcome.Failure;
import io.vastctl.provision.RunMemory;
import java.time.Instant;
import java.util.Optional;

/** Holds what a machine did while it served against it, in the same list that runs keep: the next rent avoids it. */
final class Grudges {

    private final RunMemory memory;

    Grudges(RunMemory memory) {
        this.memory = memory;
    }

    /**
     * Once for each rental, however often it is said.
     *
     * @param rental the intent it was rented by
     * @return what came of it, in one sentence; empty if it counts against nobody
     * @throws io.vastctl.memory.StoreException if it could not be written
     */
    Optional<String> hold(Journal.Intent rental, Failure failure, Instant at) {
        Optional<RunSummary> run = memory.history().show(rental.runId()).map(detail -> detail.summary());
        if (run.isEmpty()) return Optional.empty();
        Evidence evidence = new Evidence(
                new AttemptKey(rental.runId(), rental.attempt()),
                rental.machineId(),
                rental.hostId(),
                run.get().workload(),
                run.get().image(),
                Optional.of(failure),
                at);
        Optional<String> bar =
                memory.badHosts().charge(evidence, rental.origin()).map(Grudges::sentence);
        return memory.badHosts()
                .commonCause(evidence.attempt(), rental.origin())
                .map(CommonCause::sentence)
                .or(() -> bar);
    }

    private static String sentence(BadHost bar) {
        return "machine " + bar.id() + " is barred: " + bar.cause()
                + bar.expiresAt().map(at -> ", until " + at).orElse(", until somebody removes it");
    }
}
