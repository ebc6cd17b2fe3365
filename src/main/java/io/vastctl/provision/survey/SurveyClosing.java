package io.vastctl.provision.survey;

import io.vastctl.provision.Aftercare;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Attempts;
import io.vastctl.provision.Continuation;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunRecord;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.SpendLimit;
import io.vastctl.provision.Surrender;
import io.vastctl.provision.Surroundings;
import io.vastctl.provision.Troubles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a survey does once nothing is under way any more: it gives back what did not go, looks once more, and sums up. */
final class SurveyClosing {

    /** How often it tries to get rid of a rental that did not go, for half a minute each time. */
    private static final int MOST_TIMES = 4;

    /** For how long in all. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Surroundings world;
    private final RunMemory memory;
    private final RunEvent.Listener listener;
    private final Survey.Order order;
    private final RunRecord record;
    private final Attempts attempts;
    private final Aftercare aftercare;
    private final Troubles troubles;

    SurveyClosing(
            Surroundings world,
            RunMemory memory,
            RunEvent.Listener listener,
            Survey.Order order,
            RunRecord record,
            Attempts attempts,
            Aftercare aftercare,
            Troubles troubles) {
        this.world = world;
        this.memory = memory;
        this.listener = listener;
        this.order = order;
        this.record = record;
        this.attempts = attempts;
        this.aftercare = aftercare;
        this.troubles = troubles;
    }

    /**
     * Does it all, and writes down the end.
     *
     * @param interrupted whether somebody wanted everything to stop
     * @param accountId who pays, if known
     * @param limit what this run and the earlier ones of the survey have spent
     */
    RunResult close(
            String runId, boolean interrupted, SurveyVerdicts verdicts, OptionalLong accountId, SpendLimit limit) {
        boolean signalled = Thread.interrupted() || interrupted;
        Instant end = world.clock().instant().plus(LONGEST);
        for (int time = 0; time < MOST_TIMES; time++) attempts.giveUp(attempt -> onceMore(attempt, end));
        signalled |= Thread.interrupted();
        if (!signalled) aftercare.lookAfterwards(attempts.all(), accountId);
        signalled |= Thread.interrupted();
        RunResult result = result(runId, signalled, verdicts, limit);
        try {
            record.finish(result, world.clock().instant());
            return result;
        } catch (RuntimeException e) {
            troubles.note(e);
            return result(runId, signalled, verdicts, limit);
        }
    }

    /** What did not go while there was much else to do; also after a signal, since others had their turn before. */
    private AttemptResult onceMore(AttemptResult attempt, Instant end) {
        boolean late = !world.clock().instant().isBefore(end);
        if (!attempt.cleanup().mayStillRun() || late) return attempt;
        AttemptResult given = new Surrender(world, memory.journal(), listener, troubles).onceMore(attempt);
        troubles.written(() -> record.cleanedUp(given));
        return given;
    }

    private RunResult result(String runId, boolean signalled, SurveyVerdicts verdicts, SpendLimit limit) {
        Continuation told =
                troubles.first().map(Continuation::trouble).orElseGet(() -> verdicts.outcome(attempts.all()));
        if (signalled) told = Continuation.interrupted();
        return new RunResult(
                runId,
                order.request(),
                told.outcome(),
                Optional.of(order.ranked()),
                attempts.all(),
                Optional.empty(),
                limit.spent() - order.spentDollars(),
                told.message(),
                aftercare.leftovers(),
                List.of(),
                List.of(),
                world.interruption().get());
    }
}
