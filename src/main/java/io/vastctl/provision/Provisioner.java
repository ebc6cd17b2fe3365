package io.vastctl.provision;

import io.vastctl.blame.CommonCause;
import io.vastctl.instance.Instance;
import io.vastctl.memory.Bounds;
import io.vastctl.offer.Offer;
import io.vastctl.outcome.Failure;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets one verified endpoint: check the account, search and rank, then attempt after attempt until one is
 * ready or the run has to end. The one class that knows the order of the steps.
 */
public final class Provisioner {

    private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);

    /** With fewer eligible offers than this the first search asks broadly too, to explain exclusions. */
    private static final int ENOUGH_OFFERS = 20;

    /** Later searches explain nothing: they ask broadly only where there is nothing to rent otherwise. */
    private static final int ENOUGH_OFFERS_LATER = 1;

    /** A listing that was gone when an earlier run wanted it may stay in the search answers for so long. */
    private static final Duration VANISHED_REMEMBERED = Duration.ofMinutes(10);

    private final Surroundings world;
    private final RunMemory memory;
    private final RunEvent.Listener listener;

    public Provisioner(Surroundings world, RunMemory memory, RunEvent.Listener listener) {
        this.world = world;
        this.memory = memory;
        this.listener = new ShieldedListener(listener);
    }

    /** What is done with a verified rental that is kept, before its run is over. */
    @FunctionalInterface
    public interface Keeping {
        void keep(AttemptResult kept) throws InterruptedException;
    }

    /** Runs to the end; trouble of every kind is in the result. An interruption too, after cleaning up. */
    public RunResult run(RunRequest request) {
        return run(request, kept -> {});
    }

    /** The same. Who interrupts before the run is over does not want what was kept for use either. */
    public RunResult run(RunRequest request, Keeping keeping) {
        Run run = new Run(request, keeping);
        RunResult result = run.toTheEnd();
        listener.hear(new RunEvent.Finished(result));
        return result;
    }

    /** The ranking alone, as the first step of a run would see it; rents nothing. */
    public Ranked plan(RunRequest request) throws InterruptedException {
        return search(request, ENOUGH_OFFERS);
    }

    private Ranked search(RunRequest request, int enough) throws InterruptedException {
        return new OfferSearch(world.api(), memory.recollection(), world.clock())
                .search(request.demand(), request.origin(), enough);
    }

    /**
     * How every ceiling would stand after a run at its worst, and what stands in its way; rents nothing.
     *
     * @param worstDollars USD of the whole run
     */
    public Outlook outlook(RunRequest request, double worstDollars) throws InterruptedException {
        Preflight preflight = preflight((listing, payer) -> listing);
        Optional<Continuation> refused = preflight.check(request);
        SpendLimit limit = new SpendLimit(request.ceilings(), world.clock());
        limit.looked(Funds.of(preflight, memory.journal(), world.market(), world.clock()));
        Duration longest = world.adapters()
                .find(request.demand().workload().adapter())
                .map(adapter -> longestAttempt(adapter, request.demand().workload()))
                .orElse(Duration.ZERO);
        return new Outlook(
                limit.atWorst(worstDollars, longest), preflight.living(), refused.map(Continuation::message));
    }

    private Preflight preflight(Preflight.SecondLook secondLook) {
        Ledger ledger = new Ledger(memory.journal(), world.market());
        return new Preflight(world.api(), ledger, world.clock(), world.sleeper(), secondLook);
    }

    /**
     * What a run would meet.
     *
     * @param ceilings as they would stand after its worst case; the deadline as it stands now
     * @param living instances of ours in the account
     * @param refusal why nothing would be rented; empty if nothing is in the way
     */
    public record Outlook(List<Headroom> ceilings, long living, Optional<String> refusal) {
        public Outlook {
            ceilings = List.copyOf(ceilings);
        }
    }

    private Duration longestAttempt(ReadinessAdapter adapter, Workload workload) {
        return world.limits().infrastructureWindow().plus(adapter.startupWindow(workload));
    }

    /** The state of one run. */
    private final class Run {
        private final RunRequest request;
        private final Keeping keeping;
        private final Workload workload;
        private final String runId = world.runIds().get();
        private final Instant startedAt = world.clock().instant();
        private final SpendLimit limit;
        private final Troubles troubles = new Troubles();
        private final RunRecord record;
        private final List<AttemptResult> attempts = new ArrayList<>();
        private final Set<Long> triedMachines = new HashSet<>();
        private final Set<Long> goneOffers = new HashSet<>();
        private Set<Long> vanishedBefore = Set.of();
        /** Whether offers would pass, had they not been gone for an earlier run. */
        private boolean leftOut;

        private final List<Leftover> leftovers = new ArrayList<>();
        private OptionalLong accountId = OptionalLong.empty();
        private Optional<Ranked> first = Optional.empty();
        private Optional<Duration> timeToReady = Optional.empty();

        Run(RunRequest request, Keeping keeping) {
            this.request = request;
            this.keeping = keeping;
            workload = request.demand().workload();
            limit = new SpendLimit(request.ceilings(), world.clock());
            record = new RunRecord(memory, request, runId, startedAt, listener);
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
                Optional<RankedOffer> next = nextOffer();
                if (next.isEmpty())
                    return leftOut ? Continuation.allVanished(attempts) : Continuation.noOfferLeft(attempts);
                Optional<Continuation> end = beforeAttempt(next.get(), adapter);
                if (end.isEmpty()) end = attempt(next.get().offer(), adapter);
                if (end.isPresent()) return end.get();
            }
        }

        /** Before each attempt, because other processes rent and spend too. */
        private Optional<Continuation> lookAtTheAccount() throws InterruptedException {
            Preflight preflight = preflight(this::lookAgain);
            Optional<Continuation> refused = preflight.check(request);
            accountId = preflight.accountId();
            limit.looked(Funds.of(preflight, memory.journal(), world.market(), world.clock()));
            return refused;
        }

        /** Searches anew for each attempt: a listing ages within seconds, and the last failure is remembered. */
        private Optional<RankedOffer> nextOffer() throws InterruptedException {
            if (Thread.interrupted()) throw new InterruptedException();
            Ranked ranked = search(request, first.isEmpty() ? ENOUGH_OFFERS : ENOUGH_OFFERS_LATER);
            if (first.isEmpty()) {
                first = Optional.of(ranked);
                vanishedBefore =
                        memory.history().vanished(request.origin(), startedAt.minus(VANISHED_REMEMBERED), startedAt);
                listener.hear(new RunEvent.Ranking(ranked));
                record.begin(ranked);
            }
            leftOut = ranked.eligible().stream()
                    .anyMatch(offer -> vanishedBefore.contains(offer.offer().offerId()));
            return ranked.eligible().stream()
                    .filter(offer -> !triedMachines.contains(offer.offer().machineId()))
                    .filter(offer -> !goneOffers.contains(offer.offer().offerId()))
                    .filter(offer -> !vanishedBefore.contains(offer.offer().offerId()))
                    .findFirst();
        }

        /** With the worst case: every window used up, or the deadline reached. */
        private Optional<Continuation> beforeAttempt(RankedOffer offer, ReadinessAdapter adapter) {
            Duration longest = longestAttempt(adapter, workload);
            if (limit.timeLeft().compareTo(longest) < 0) longest = limit.timeLeft();
            double worst = SpendLimit.dollars(offer.cost().dollarsPerHour(), longest)
                    + offer.cost().trafficDollars();
            return limit.wouldReach(Phase.CREATE, worst, longest)
                    .map(reached -> new Continuation(
                            RunOutcome.LIMIT,
                            reached.signature() + ": at its worst, one more attempt would make it "
                                    + reached.evidence()));
        }

        private Optional<Continuation> attempt(Offer offer, ReadinessAdapter adapter) {
            int number = attempts.size() + 1;
            RentalTerms terms = terms(offer, request.labelPrefix() + "-" + runId + "-" + number);
            PaperTrail trail = new PaperTrail(Redaction.hiding(terms.secrets()), world.clock(), listener);
            Surroundings watched = world.withSsh(trail.around(world.ssh()));
            AttemptResult result = new Attempt(
                            watched,
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
            if (result.counts()) triedMachines.add(result.offer().machineId());
            else if (!wasThrottled(result)) goneOffers.add(result.offer().offerId());
            if (result.isReady())
                timeToReady = Optional.of(Duration.between(startedAt, result.startedAt())
                        .plus(result.phases().stream().map(PhaseTime::duration).reduce(Duration.ZERO, Duration::plus)));
        }

        private static boolean wasThrottled(AttemptResult result) {
            return result.failure()
                    .map(Failure::signature)
                    .filter(RentalDesk.THROTTLED::equals)
                    .isPresent();
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
                                    Optional.of(
                                            startedAt.plus(request.ceilings().deadline())),
                                    request.lease())));
        }

        /** What was proven gone may be listed again. */
        private List<Instance> lookAgain(List<Instance> listing, OptionalLong payer) {
            Removal removal = new LaterLook(
                            world.api(),
                            memory.journal(),
                            world.market(),
                            request.labelPrefix(),
                            world.clock(),
                            world.sleeper())
                    .on(listing, payer);
            for (Settled settled : removal.settled())
                settled.verdict()
                        .ifPresent(
                                verdict -> listener.hear(new RunEvent.CameBack(verdict.instanceId(), settled.what())));
            leftovers.addAll(removal.leftovers());
            return LaterLook.without(listing, removal);
        }

        /** Once more after the last teardown; a listing that fails takes nothing away from the proof. */
        private void lookAfterwards() {
            boolean destroyed = attempts.stream().anyMatch(attempt -> attempt.cleanup() == Cleanup.DESTROYED);
            if (!destroyed) return;
            try {
                lookAgain(world.api().list(), accountId);
                new Billing(world.api(), memory.journal().bills(), world.market(), world.clock()).settle();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (VastApiException e) {
                LOG.warn("no look after the last teardown: {}", e.getMessage());
            } catch (RuntimeException | Error e) {
                troubles.note(e);
            }
        }

        private void takeCareOfWhatIsKept() {
            try {
                for (AttemptResult attempt : attempts) if (attempt.key().isPresent()) keeping.keep(attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The endpoint works; what could not be done for it is told, and does not take it away.
                LOG.warn("what is kept: {}", e.getMessage());
            }
        }

        /** Nobody waits for the endpoint any more. */
        private AttemptResult givenUp(AttemptResult attempt) {
            if (attempt.key().isEmpty()) return attempt;
            AttemptResult given = new Surrender(world, memory.journal(), listener, troubles).of(attempt);
            troubles.written(() -> record.cleanedUp(given));
            return given;
        }

        private RunResult finish(Continuation end) {
            // The interruption has done its work: from here on it is in the result.
            boolean interrupted = Thread.interrupted() || end.outcome() == RunOutcome.INTERRUPTED;
            // Somebody waits for the end then; the next sweep looks, too.
            if (!interrupted) lookAfterwards();
            if (!interrupted) takeCareOfWhatIsKept();
            interrupted |= Thread.interrupted();
            if (interrupted) attempts.replaceAll(this::givenUp);
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
                    first,
                    attempts,
                    timeToReady,
                    limit.spent(),
                    told.message(),
                    leftovers,
                    world.interruption().get());
        }
    }
}
