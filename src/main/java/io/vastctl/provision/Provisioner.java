package io.vastctl.provision;

import io.vastctl.memory.RunEnd;
import io.vastctl.memory.RunStart;
import io.vastctl.offer.Offer;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.ranking.Demand;
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
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Gets one verified endpoint: check the account, search and rank, then attempt after attempt until one is
 * ready or the run has to end. The one class that knows the order of the steps.
 */
public final class Provisioner {

    /** With fewer eligible offers than this the market is asked broadly too. */
    private static final int ENOUGH_OFFERS = 20;

    private final Surroundings world;
    private final RunMemory memory;
    private final RunEvent.Listener listener;

    public Provisioner(Surroundings world, RunMemory memory, RunEvent.Listener listener) {
        this.world = world;
        this.memory = memory;
        this.listener = listener;
    }

    /** Runs to the end; trouble of every kind is in the result. An interruption too, after cleaning up. */
    public RunResult run(RunRequest request) {
        Run run = new Run(request);
        RunResult result = run.toTheEnd();
        listener.hear(new RunEvent.Finished(result));
        return result;
    }

    /** The ranking alone, as the first step of a run would see it; rents nothing. */
    public Ranked plan(RunRequest request) throws InterruptedException {
        return search(request);
    }

    private Ranked search(RunRequest request) throws InterruptedException {
        return new OfferSearch(world.api(), memory.recollection(), world.clock())
                .search(request.demand(), request.origin(), ENOUGH_OFFERS);
    }

    /** The state of one run. */
    private final class Run {
        private final RunRequest request;
        private final Workload workload;
        private final String runId = world.runIds().get();
        private final Instant startedAt = world.clock().instant();
        private final SpendLimit limit;
        private final List<AttemptResult> attempts = new ArrayList<>();
        private final Set<Long> triedMachines = new HashSet<>();
        private final Set<Long> goneOffers = new HashSet<>();
        private final Reputation reputation;
        private Optional<Ranked> first = Optional.empty();
        private Optional<Instant> readyAt = Optional.empty();

        Run(RunRequest request) {
            this.request = request;
            workload = request.demand().workload();
            limit = new SpendLimit(request.ceilings(), world.clock());
            reputation = new Reputation(memory, runId, request.origin(), listener);
        }

        RunResult toTheEnd() {
            listener.hear(new RunEvent.Started(runId, request));
            Continuation end;
            try {
                end = attemptUntilDone();
            } catch (InterruptedException e) {
                end = new Continuation(RunOutcome.INTERRUPTED, "interrupted");
            } catch (VastApiException e) {
                end = new Continuation(ApiTrouble.outcomeOf(e), String.valueOf(e.getMessage()));
            }
            return finish(end);
        }

        private Continuation attemptUntilDone() throws InterruptedException {
            ReadinessAdapter adapter = world.adapters()
                    .find(workload.adapter())
                    .orElseThrow(() -> new IllegalArgumentException("no adapter " + workload.adapter()));
            Optional<Continuation> refused = new Preflight(world.api()).check(request);
            if (refused.isPresent()) return refused.get();
            while (true) {
                Optional<RankedOffer> next = nextOffer();
                if (next.isEmpty()) return Continuation.noOfferLeft(attempts);
                Optional<Continuation> end = beforeAttempt(next.get());
                if (end.isEmpty()) end = attempt(next.get().offer(), adapter);
                if (end.isPresent()) return end.get();
            }
        }

        /** Searches anew for each attempt: a listing ages within seconds, and the last failure is remembered. */
        private Optional<RankedOffer> nextOffer() throws InterruptedException {
            if (Thread.interrupted()) throw new InterruptedException();
            Ranked ranked = search(request);
            if (first.isEmpty()) {
                first = Optional.of(ranked);
                listener.hear(new RunEvent.Ranking(ranked));
                begin(ranked);
            }
            return ranked.eligible().stream()
                    .filter(offer -> !triedMachines.contains(offer.offer().machineId()))
                    .filter(offer -> !goneOffers.contains(offer.offer().offerId()))
                    .findFirst();
        }

        private Optional<Continuation> beforeAttempt(RankedOffer offer) {
            double expected = offer.cost().dollarsPerHour() * offer.cost().expectedHours()
                    + offer.cost().trafficDollars();
            return limit.reached(Phase.CREATE, expected)
                    .map(reached ->
                            new Continuation(RunOutcome.LIMIT, reached.evidence() + " if one more attempt were made"));
        }

        private Optional<Continuation> attempt(Offer offer, ReadinessAdapter adapter) {
            int number =
                    1 + (int) attempts.stream().filter(AttemptResult::counts).count();
            String label = request.labelPrefix() + "-" + runId + "-" + (attempts.size() + 1);
            AttemptResult result = new Attempt(
                            world, memory.journal(), listener, request, adapter, limit, terms(offer, label), number)
                    .run();
            attempts.add(result);
            limit.spent(result.costDollars());
            if (result.counts()) triedMachines.add(offer.machineId());
            else goneOffers.add(offer.offerId());
            if (result.isReady())
                readyAt = Optional.of(result.startedAt()
                        .plus(result.phases().stream().map(PhaseTime::duration).reduce(Duration.ZERO, Duration::plus)));
            reputation.remember(result);
            return Continuation.end(attempts, request.ceilings(), request.preserve());
        }

        private RentalTerms terms(Offer offer, String label) {
            Demand demand = request.demand();
            Map<String, String> passed = new HashMap<>();
            for (String name : workload.passEnvironment())
                world.environment().apply(name).ifPresent(value -> passed.put(name, value));
            return new RentalTerms(
                    runId,
                    label,
                    offer,
                    workload,
                    demand.filter().rentalType(),
                    RentalTerms.gpuPrice(offer, demand.filter().rentalType()),
                    world.secrets().get(),
                    passed,
                    request.origin());
        }

        private void begin(Ranked ranked) {
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
                            memory.snapshot().apply(ranked)));
        }

        private RunResult finish(Continuation end) {
            Optional<Duration> timeToReady = readyAt.map(at -> Duration.between(startedAt, at));
            RunResult result = new RunResult(
                    runId, request, end.outcome(), first, attempts, timeToReady, limit.spent(), end.message());
            if (first.isPresent()) {
                OptionalDouble seconds = timeToReady.isPresent()
                        ? OptionalDouble.of(timeToReady.get().toMillis() / 1000.0)
                        : OptionalDouble.empty();
                memory.history()
                        .finish(new RunEnd(
                                runId,
                                end.outcome().word(),
                                result.exitCode().code(),
                                world.clock().instant(),
                                limit.spent(),
                                seconds));
            }
            return result;
        }
    }
}
