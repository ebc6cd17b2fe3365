package io.vastctl.provision;

import io.vastctl.blame.CommonCause;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunEnd;
import io.vastctl.memory.RunStart;
import io.vastctl.ranking.Ranked;
import io.vastctl.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the history keeps of one run. Throws {@link io.vastctl.memory.StoreException} when it cannot. */
public final class RunRecord {

    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

    private final RunMemory memory;
    private final RunRequest request;
    private final String runId;
    private final Instant startedAt;
    private final Reputation reputation;
    private boolean begun;

    public RunRecord(
            RunMemory memory, RunRequest request, String runId, Instant startedAt, RunEvent.Listener listener) {
        this.memory = memory;
        this.request = request;
        this.runId = runId;
        this.startedAt = startedAt;
        reputation =
                new Reputation(memory, runId, request.origin(), request.demand().workload(), listener);
    }

    /** With the choice as it stood; before anything is rented. */
    public void begin(Ranked ranked) {
        begin(memory.snapshot().apply(ranked));
    }

    /** Returns what failed on several hosts alike, if it was that. */
    Optional<CommonCause> attempt(AttemptResult result) {
        return reputation.remember(result);
    }

    /** What became of a rental that was kept first. */
    public void cleanedUp(AttemptResult result) {
        memory.history().cleanedUp(runId, result.number(), result.cleanup().word());
    }

    /** For a support bundle. The run goes on without them. */
    void papers(int number, Supplier<List<Paper>> papers) {
        try {
            memory.history().keepPapers(runId, number, papers.get());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("the papers of attempt {} are lost", number, e);
        }
    }

    /** A run that ended before there was a choice is recorded too: an empty account is worth knowing of. */
    public void finish(RunResult result, Instant finishedAt) {
        if (!begun) begin("");
        OptionalDouble seconds = result.timeToReady().isPresent()
                ? OptionalDouble.of(result.timeToReady().get().toMillis() / 1000.0)
                : OptionalDouble.empty();
        memory.history()
                .finish(new RunEnd(
                        runId,
                        result.outcome().word(),
                        result.exitCode().code(),
                        finishedAt,
                        result.costDollars(),
                        seconds));
    }

    private void begin(String snapshot) {
        Workload workload = request.demand().workload();
        memory.history()
                .begin(new RunStart(
                        runId,
                        request.command(),
                        request.demand().policy().name(),
                        workload.name(),
                        workload.image(),
                        workload.model(),
                        request.origin(),
                        startedAt,
                        snapshot));
        begun = true;
    }
}
