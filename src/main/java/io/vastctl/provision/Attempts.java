package io.vastctl.provision;

import io.vastctl.blame.CommonCause;
import io.vastctl.memory.Bounds;
import io.vastctl.memory.Journal;
import io.vastctl.offer.Offer;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The attempts of one run: numbers them, makes them, and has remembered how they went. */
public final class Attempts {

    /**
     * One attempt, over.
     *
     * @param end why the run may not go on after it; empty to try another offer
     */
    public record Ended(AttemptResult result, Optional<Continuation> end) {}

    private final RunRequest request;
    private final Journal journal;
    private final RunEvent.Listener listener;
    private final SpendLimit limit;
    private final Troubles troubles;
    private final RunRecord record;
    private final Consumer<AttemptResult> learner;
    private final String runId;
    private final Instant startedAt;
    /** As they ended. */
    private final List<AttemptResult> over = new ArrayList<>();

    private int begun;
    private Optional<Duration> timeToReady = Optional.empty();

    /** @param learner told what came of each attempt, first of all */
    public Attempts(
            RunRequest request,
            Journal journal,
            RunEvent.Listener listener,
            SpendLimit limit,
            Troubles troubles,
            RunRecord record,
            Consumer<AttemptResult> learner,
            String runId,
            Instant startedAt) {
        this.request = request;
        this.journal = journal;
        this.listener = listener;
        this.limit = limit;
        this.troubles = troubles;
        this.record = record;
        this.learner = learner;
        this.runId = runId;
        this.startedAt = startedAt;
    }

    /** The number of the next attempt, from now on in use. */
    public int number() {
        return ++begun;
    }

    public String label(int number) {
        return request.labels(runId) + number;
    }

    /** An attempt that has its terms and its papers; whoever has it makes its steps. */
    public record Open(int number, Attempt attempt, PaperTrail trail) {}

    /** Rents that offer, if the ceilings have room for it, and sees what comes of it, to the end of its cleanup. */
    Ended make(
            int number,
            RankedOffer offer,
            Surroundings world,
            ReadinessAdapter adapter,
            Admission admission,
            Beside beside) {
        Open open = open(number, offer, world, adapter, admission, beside);
        return over(open, open.attempt().run());
    }

    /** An attempt on that offer, not begun. */
    public Open open(
            int number,
            RankedOffer offer,
            Surroundings world,
            ReadinessAdapter adapter,
            Admission admission,
            Beside beside) {
        RentalTerms terms = terms(offer.offer(), label(number), world, admission, admission.worst(offer));
        PaperTrail trail = new PaperTrail(Redaction.hiding(terms.secrets()), world.clock(), listener);
        Attempt attempt = new Attempt(
                world.withSsh(trail.around(world.ssh())),
                journal,
                new ShieldedListener(trail),
                request,
                adapter,
                limit,
                troubles,
                terms,
                number,
                admission::reserve,
                beside);
        return new Open(number, attempt, trail);
    }

    /** Has it remembered how the attempt went. */
    public Ended over(Open open, AttemptResult result) {
        take(result);
        Optional<CommonCause> cause = record.attempt(result);
        record.papers(open.number(), () -> open.trail().papers(open.number()));
        return new Ended(
                result,
                troubles.first()
                        .map(Continuation::trouble)
                        .or(() -> Continuation.commonCause(cause, result))
                        .or(() -> Continuation.end(over, request.ceilings(), request.preserve())));
    }

    private void take(AttemptResult result) {
        over.add(result);
        limit.spent(result.costDollars());
        learner.accept(result);
        if (result.isReady())
            timeToReady = Optional.of(Duration.between(startedAt, result.startedAt())
                    .plus(result.phases().stream().map(PhaseTime::duration).reduce(Duration.ZERO, Duration::plus)));
    }

    private RentalTerms terms(Offer offer, String label, Surroundings world, Admission admission, double worstDollars) {
        Workload workload = request.demand().workload();
        Map<String, String> passed = new HashMap<>();
        for (String name : workload.passEnvironment())
            world.environment().apply(name).ifPresent(value -> passed.put(name, value));
        return new RentalTerms(
                runId,
                label,
                offer,
                workload,
                request.demand().filter().rentalType(),
                RentalTerms.gpuPrice(offer, request.demand(), request.leastBid()),
                world.secrets().get(),
                passed,
                new RentalTerms.Books(
                        request.origin(),
                        world.market(),
                        admission.accountId(),
                        request.purpose(),
                        new Bounds(
                                request.ceilings().maxSpendDollars(),
                                Optional.of(startedAt.plus(request.ceilings().deadline())),
                                request.lease(),
                                worstDollars)));
    }

    /** Nobody waits for what was kept. */
    public void giveUp(UnaryOperator<AttemptResult> giving) {
        over.replaceAll(giving);
    }

    /** By number. */
    public List<AttemptResult> all() {
        return over.stream()
                .sorted(Comparator.comparingInt(AttemptResult::number))
                .toList();
    }

    /** Rentals that came to be. */
    public long counted() {
        return over.stream().filter(AttemptResult::counts).count();
    }

    /** From the start of the run to the first token. */
    Optional<Duration> timeToReady() {
        return timeToReady;
    }
}
