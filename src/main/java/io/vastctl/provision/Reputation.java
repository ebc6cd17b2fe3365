package io.vastctl.provision;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Origin;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import java.util.Optional;
import java.util.OptionalDouble;

/** Remembers what an attempt taught: the attempt itself, and a bar for a machine that earned it. */
final class Reputation {

    private final RunMemory memory;
    private final String runId;
    private final Origin origin;
    private final RunEvent.Listener listener;

    Reputation(RunMemory memory, String runId, Origin origin, RunEvent.Listener listener) {
        this.memory = memory;
        this.runId = runId;
        this.origin = origin;
        this.listener = listener;
    }

    void remember(AttemptResult result) {
        memory.history()
                .attempt(new AttemptRow(
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
                        OptionalDouble.empty()));
        result.failure()
                .filter(failure -> failure.blames() == Blame.MACHINE)
                .ifPresent(failure -> bar(result, failure));
    }

    private void bar(AttemptResult result, Failure failure) {
        memory.badHosts()
                .bar(result.offer().machineId(), result.offer().hostId(), failure, runId, result.number(), origin)
                .ifPresent(entry -> listener.hear(new RunEvent.MachineBarred(
                        result.offer().machineId(),
                        failure.signature()
                                + entry.expiresAt().map(at -> ", until " + at).orElse(""))));
    }

    private static OptionalDouble measured(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
