package io.vastctl.provision;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.workload.Workload;
import java.util.Optional;
import java.util.OptionalDouble;

/** Remembers what an attempt taught: the attempt itself, and a bar for a machine that earned it. */
final class Reputation {

    private final RunMemory memory;
    private final String runId;
    private final Origin origin;
    private final Workload workload;
    private final RunEvent.Listener listener;

    Reputation(RunMemory memory, String runId, Origin origin, Workload workload, RunEvent.Listener listener) {
        this.memory = memory;
        this.runId = runId;
        this.origin = origin;
        this.workload = workload;
        this.listener = listener;
    }

    /**
     * Stores what happened and holds it against whoever is to blame.
     *
     * @return what this attempt has in common with those on other hosts, if that is what failed
     */
    Optional<CommonCause> remember(AttemptResult result) {
        memory.history().attempt(row(result));
        if (!result.outcome().equals(AttemptResult.FAILED)) return Optional.empty();
        Evidence evidence = evidence(result);
        Optional<BadHost> bar = memory.badHosts().charge(evidence, origin);
        bar.ifPresent(entry -> listener.hear(new RunEvent.MachineBarred(
                entry.id(),
                entry.cause()
                        + entry.workload()
                                .map(only -> ", for " + only + " only")
                                .orElse("")
                        + entry.expiresAt().map(at -> ", until " + at).orElse(""))));
        Optional<CommonCause> cause = memory.badHosts().commonCause(evidence.attempt(), origin);
        cause.ifPresent(common -> listener.hear(new RunEvent.BlameWithdrawn(common.sentence())));
        return cause;
    }

    private Evidence evidence(AttemptResult result) {
        return new Evidence(
                new AttemptKey(runId, result.number()),
                result.offer().machineId(),
                result.offer().hostId(),
                workload.barredAs(),
                workload.image(),
                result.failure(),
                result.finishedAt());
    }

    private AttemptRow row(AttemptResult result) {
        return new AttemptRow(
                runId,
                result.number(),
                result.offer().offerId(),
                result.offer().machineId(),
                result.offer().hostId(),
                result.offer().gpuName(),
                result.instanceId(),
                result.dollarsPerHour(),
                result.startedAt(),
                result.finishedAt(),
                result.outcome(),
                result.failure(),
                result.phases(),
                result.costDollars(),
                result.cleanup().word(),
                measured(result.verified().map(v -> v.firstToken().toMillis() / 1000.0)),
                measured(result.verified().map(v -> v.tokensPerSecond()).filter(rate -> rate > 0)),
                DownloadSpeed.of(result.phases(), workload, result.isReady()));
    }

    private static OptionalDouble measured(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
