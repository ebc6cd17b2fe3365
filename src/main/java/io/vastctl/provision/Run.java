package io.vastctl.provision;

import io.vastctl.outcome.Failure;
import io.vastctl.provision.Admission.UnderWay;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.vast.VastApiException;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One run from its first look at the account to its result, and all that it knows meanwhile. */
public final class Run {

    private final Surroundings world;
    private final RunMemory memory;
    private final RunEvent.Listener listener;
    private final RunRequest request;
    private final Workload workload;
    private final String runId;
    private final Instant startedAt;
    private final SpendLimit limit;
    private final Troubles troubles = new Troubles();
    private final RunRecord record;
    private final Choice choice;
    private final Aftercare aftercare;
    private final Attempts attempts;
    private OptionalLong accountId = OptionalLong.empty();
    private Optional<Hedging> hedging = Optional.empty();

    Run(
            Surroundings world,
            RunMemory memory,
            RunEvent.Listener listener,
            RunRequest request,
            Provisioner.Keeping keeping) {
        this.world = world;
        this.memory = memory;
        this.listener = listener;
        this.request = request;
        workload = request.demand().workload();
        runId = world.runIds().get();
        startedAt = world.clock().instant();
        limit = new SpendLimit(request.ceilings(), world.clock());
        record = new RunRecord(memory, request, runId, startedAt, listener);
        choice = new Choice(
                new OfferSearch(world.api(), memory.recollection(), world.clock()),
                request,
                memory.history(),
                startedAt,
                () -> new Ledger(memory.journal(), world.market())
                        .offersTaken(world.clock().instant()),
                this::begin);
        attempts = new Attempts(
                request, memory.journal(), listener, limit, troubles, record, choice::learn, runId, startedAt);
        aftercare = new Aftercare(world, memory, listener, troubles, record, request.labelPrefix(), keeping);
    }

    private void begin(Ranked ranked) {
        listener.hear(new RunEvent.Ranking(ranked));
        record.begin(ranked);
    }

    RunResult toTheEnd() {
        listener.hear(new RunEvent.Started(runId, request));
        Continuation end;
        try {
            end = attemptUntilDone();
        } catch (InterruptedException e) {
            end = Continuation.interrupted();
        } catch (VastApiException e) {
            end = new Continuation(ApiTrouble.outcomeOf(e), String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            troubles.note(e);
            end = Continuation.trouble("");
        }
        return finish(end);
    }

    private Continuation attemptUntilDone() throws InterruptedException {
        ReadinessAdapter adapter = world.adapters()
                .find(workload.adapter())
                .orElseThrow(() -> new IllegalArgumentException("no adapter " + workload.adapter()));
        Duration longest = world.limits().infrastructureWindow().plus(adapter.startupWindow(workload));
        Admission admission = new Admission(request, memory.journal(), limit, longest, aftercare::lookAgain);
        Patience patience = new Patience(memory.journal());
        hedging = patience.with(this::hedging);
        while (true) {
            Optional<Continuation> refused = patience.with(() -> admission.lookAtTheAccount(world, UnderWay.NOTHING));
            accountId = admission.accountId();
            if (refused.isPresent()) return refused.get();
            Optional<RankedOffer> next = patience.with(choice::next);
            if (next.isEmpty())
                return choice.leftOut()
                        ? Continuation.allVanished(attempts.all())
                        : Continuation.noOfferLeft(attempts.all());
            Optional<Continuation> end =
                    admission.tooMuch(next.get(), UnderWay.NOTHING).map(Run::tooMuch);
            if (end.isEmpty()) end = attempt(next.get(), adapter, admission);
            if (end.isPresent()) return end.get();
        }
    }

    private Optional<Hedging> hedging() {
        if (!request.hedge()) return Optional.empty();
        HedgeRule rule = new HedgeRule(memory.history().startTimes(request.origin(), workload.version()));
        Hedging wanted = new Hedging(rule, listener);
        wanted.begin(workload.name());
        return Optional.of(wanted);
    }

    private static Continuation tooMuch(Failure reached) {
        return new Continuation(
                RunOutcome.LIMIT,
                reached.signature() + ": at its worst, one more attempt would make it " + reached.evidence());
    }

    private Optional<Continuation> attempt(RankedOffer offer, ReadinessAdapter adapter, Admission admission) {
        if (hedging.isPresent())
            return new Race(
                            world,
                            attempts,
                            aftercare,
                            admission,
                            choice,
                            hedging.get(),
                            request,
                            limit,
                            troubles,
                            adapter)
                    .run(offer);
        return attempts.make(attempts.number(), offer, world, adapter, admission, Beside.nobody(world.sleeper()))
                .end();
    }

    private RunResult finish(Continuation end) {
        // The interruption has done its work: from here on it is in the result.
        boolean interrupted = Thread.interrupted() || end.outcome() == RunOutcome.INTERRUPTED;
        // Somebody waits for the end then; the next sweep looks, too.
        if (!interrupted) aftercare.lookAfterwards(attempts.all(), accountId);
        if (!interrupted) aftercare.takeCareOfWhatIsKept(attempts.all());
        interrupted |= Thread.interrupted();
        if (interrupted) attempts.giveUp(aftercare::givenUp);
        RunResult result = result(interrupted, end);
        try {
            record.finish(result, world.clock().instant());
            return result;
        } catch (RuntimeException e) {
            troubles.note(e);
            return result(interrupted, end);
        }
    }

    private RunResult result(boolean interrupted, Continuation end) {
        Continuation told = troubles.first().map(Continuation::trouble).orElse(end);
        if (interrupted) told = Continuation.interrupted();
        return new RunResult(
                runId,
                request,
                told.outcome(),
                choice.first(),
                attempts.all(),
                attempts.timeToReady(),
                limit.spent(),
                told.message(),
                aftercare.leftovers(),
                hedging.map(Hedging::begun).orElse(List.of()),
                hedging.map(Hedging::refusals).orElse(List.of()),
                world.interruption().get());
    }
}
