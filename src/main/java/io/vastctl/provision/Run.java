package io.vastctl.provision;

import io.vastctl.blame.CommonCause;
import io.vastctl.memory.Bounds;
import io.vastctl.offer.Offer;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.vast.VastApiException;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One run from its first look at the account to its result, and all that it knows meanwhile. */
final class Run {

    private final Surroundings world;
    private final RunMemory memory;
    private final RunEvent.Listener listener;
    private final RunRequest request;
    private final Provisioner.Keeping keeping;
    private final Workload workload;
    private final String runId;
    private final Instant startedAt;
    private final SpendLimit limit;
    private final Troubles troubles = new Troubles();
    private final RunRecord record;
    private final Choice choice;
    private final Aftercare aftercare;
    private final List<AttemptResult> attempts = new ArrayList<>();
    private OptionalLong accountId = OptionalLong.empty();
    private Optional<Duration> timeToReady = Optional.empty();

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
        this.keeping = keeping;
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
                this::begin);
        aftercare = new Aftercare(world, memory, listener, troubles, record, request.labelPrefix());
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
        while (true) {
            Optional<Continuation> refused = lookAtTheAccount();
            if (refused.isPresent()) return refused.get();
            Optional<RankedOffer> next = choice.next();
            if (next.isEmpty())
                return choice.leftOut() ? Continuation.allVanished(attempts) : Continuation.noOfferLeft(attempts);
            Optional<Continuation> end = beforeAttempt(next.get(), adapter);
            if (end.isEmpty()) end = attempt(next.get().offer(), adapter);
            if (end.isPresent()) return end.get();
        }
    }

    /** Before each attempt, because other processes rent and spend too. */
    private Optional<Continuation> lookAtTheAccount() throws InterruptedException {
        Preflight preflight = new Preflight(
                world.api(),
                new Ledger(memory.journal(), world.market()),
                world.clock(),
                world.sleeper(),
                aftercare::lookAgain);
        Optional<Continuation> refused = preflight.check(request);
        accountId = preflight.accountId();
        limit.looked(Funds.of(preflight, memory.journal(), world.market(), world.clock()));
        return refused;
    }

    /** With the worst case: every window used up, or the deadline reached. */
    private Optional<Continuation> beforeAttempt(RankedOffer offer, ReadinessAdapter adapter) {
        Duration longest = world.limits().infrastructureWindow().plus(adapter.startupWindow(workload));
        if (limit.timeLeft().compareTo(longest) < 0) longest = limit.timeLeft();
        double worst = SpendLimit.dollars(offer.cost().dollarsPerHour(), longest)
                + offer.cost().trafficDollars();
        return limit.wouldReach(Phase.CREATE, worst, longest)
                .map(reached -> new Continuation(
                        RunOutcome.LIMIT,
                        reached.signature() + ": at its worst, one more attempt would make it " + reached.evidence()));
    }

    private Optional<Continuation> attempt(Offer offer, ReadinessAdapter adapter) {
        int number = attempts.size() + 1;
        RentalTerms terms = terms(offer, request.labelPrefix() + "-" + runId + "-" + number);
        PaperTrail trail = new PaperTrail(Redaction.hiding(terms.secrets()), world.clock(), listener);
        AttemptResult result = new Attempt(
                        world.withSsh(trail.around(world.ssh())),
                        memory.journal(),
                        new ShieldedListener(trail),
                        request,
                        adapter,
                        limit,
                        troubles,
                        terms,
                        number)
                .run();
        take(result);
        Optional<CommonCause> cause = record.attempt(result);
        record.papers(number, () -> trail.papers(number));
        return troubles.first()
                .map(Continuation::trouble)
                .or(() -> Continuation.commonCause(cause, result))
                .or(() -> Continuation.end(attempts, request.ceilings(), request.preserve()));
    }

    private void take(AttemptResult result) {
        attempts.add(result);
        limit.spent(result.costDollars());
        choice.learn(result);
        if (result.isReady())
            timeToReady = Optional.of(Duration.between(startedAt, result.startedAt())
                    .plus(result.phases().stream().map(PhaseTime::duration).reduce(Duration.ZERO, Duration::plus)));
    }

    private RentalTerms terms(Offer offer, String label) {
        Map<String, String> passed = new HashMap<>();
        for (String name : workload.passEnvironment())
            world.environment().apply(name).ifPresent(value -> passed.put(name, value));
        return new RentalTerms(
                runId,
                label,
                offer,
                workload,
                request.demand().filter().rentalType(),
                RentalTerms.gpuPrice(offer, request.demand()),
                world.secrets().get(),
                passed,
                new RentalTerms.Books(
                        request.origin(),
                        world.market(),
                        accountId,
                        request.purpose(),
                        new Bounds(
                                request.ceilings().maxSpendDollars(),
                                Optional.of(startedAt.plus(request.ceilings().deadline())),
                                request.lease())));
    }

    private RunResult finish(Continuation end) {
        // The interruption has done its work: from here on it is in the result.
        boolean interrupted = Thread.interrupted() || end.outcome() == RunOutcome.INTERRUPTED;
        // Somebody waits for the end then; the next sweep looks, too.
        if (!interrupted) aftercare.lookAfterwards(attempts, accountId);
        if (!interrupted) aftercare.takeCareOfWhatIsKept(attempts, keeping);
        interrupted |= Thread.interrupted();
        if (interrupted) attempts.replaceAll(aftercare::givenUp);
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
                attempts,
                timeToReady,
                limit.spent(),
                told.message(),
                aftercare.leftovers(),
                world.interruption().get());
    }
}
