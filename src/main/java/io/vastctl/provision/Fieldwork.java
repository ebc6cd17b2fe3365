package io.vastctl.provision;

import io.vastctl.memory.SurveyBook;
import io.vastctl.memory.SurveyMachine;
import io.vastctl.memory.SurveyMachine.Finding;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.provision.Admission.UnderWay;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * One run of a survey. A few threads share the work: one rents at a time, as fast as the marketplace lets, some give
 * back, and the others look at whoever is due. Everything here is done with the baton of the {@link Relay}.
 */
final class Fieldwork {

    /** Enough to look at 200 machines every 15 s over a slow network. */
    private static final int MOST_WORKERS = 16;
    /** The marketplace takes a destroy every 3 s, and its proof is two reads 2 s apart: more would only wait. */
    private static final int MOST_ENDING = 4;

    private static final Duration MOMENT = Duration.ofSeconds(1);
    /** How old what is known of the account may get before the next rental. */
    private static final Duration ACCOUNT_KNOWN = Duration.ofSeconds(60);

    private static final Duration LATER = Duration.ofSeconds(15);
    private static final Duration AFTER_THROTTLING = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 3;
    /** So many machines in a row that refuse the key and nothing else: it is the key. */
    private static final int KEYS_REFUSED = 3;
    /** A machine that does not go may be its host's doing; so many, and one in so many, are not. */
    private static final int LEAST_NOT_GONE = 3;

    private static final int ONE_IN = 20;
    /** So often in a row the marketplace may be silent before a rental. */
    private static final int MOST_SILENCES = 8;

    private final Surroundings world;
    private final RunMemory memory;
    private final SurveyBook book;
    private final RunEvent.Listener listener;
    private final Relay relay;
    private final Survey.Order order;
    private final RunRequest request;
    private final String runId;
    private final Instant startedAt;
    private final SpendLimit limit;
    private final Troubles troubles = new Troubles();
    private final RunRecord record;
    private final Attempts attempts;
    private final Aftercare aftercare;
    private final ReadinessAdapter adapter;
    private final Admission admission;

    private final Deque<Survey.Candidate> todo;
    private final Map<Integer, Integer> tries = new HashMap<>();
    private final Map<Integer, Surveyed> running = new LinkedHashMap<>();
    private final PriorityQueue<Surveyed> waiting =
            new PriorityQueue<>(Comparator.comparing(Surveyed::due).thenComparingInt(Surveyed::number));
    private final Deque<Surveyed> ending = new ArrayDeque<>();
    private int endingNow;
    private boolean renting;
    private Instant nextRental = Instant.MIN;
    private Instant accountKnownUntil = Instant.MIN;
    private Instant reckonedUntil = Instant.MIN;
    private double dollars;
    private double dollarsPerHour;
    private long works;
    private int keysRefused;
    private int notGone;
    private int silences;
    private boolean interrupted;
    private Optional<Continuation> end = Optional.empty();

    Fieldwork(
            Surroundings outside,
            RunMemory memory,
            SurveyBook book,
            RunEvent.Listener listener,
            Relay relay,
            Survey.Order order) {
        this.memory = memory;
        this.book = book;
        this.listener = listener;
        this.relay = relay;
        this.order = order;
        request = order.request();
        runId = outside.runIds().get();
        startedAt = outside.clock().instant();
        Surroundings beside = outside.beside(relay.anyone());
        world = beside.withApi(new SharedListing(beside.api(), beside.clock(), Survey.listingInterval(outside)));
        limit = new SpendLimit(request.ceilings(), world.clock());
        limit.spent(order.spentDollars());
        record = new RunRecord(memory, request, runId, startedAt, listener);
        attempts = new Attempts(
                request, memory.journal(), listener, limit, troubles, record, result -> {}, runId, startedAt);
        aftercare = new Aftercare(outside, memory, listener, troubles, record, request.labelPrefix(), kept -> {});
        adapter = world.adapters()
                .find(request.demand().workload().adapter())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no adapter " + request.demand().workload().adapter()));
        Duration longest = world.limits()
                .infrastructureWindow()
                .plus(adapter.startupWindow(request.demand().workload()));
        admission = new Admission(request, memory.journal(), limit, longest, (listing, payer) -> listing);
        todo = new ArrayDeque<>(order.todo());
        works = order.worked();
    }

    RunResult toTheEnd() {
        listener.hear(new RunEvent.Started(runId, request));
        try {
            if (!order.surveyId().equals(runId)) book.resumed(order.surveyId(), runId);
            listener.hear(new RunEvent.Ranking(order.ranked()));
            record.begin(order.ranked());
            int workers = Math.min(MOST_WORKERS, order.parallel() + 1);
            for (int worker = 1; worker <= workers; worker++) relay.start("vastctl-survey-" + worker, this::work);
            while (!relay.isAlone()) relay.first().sleep(MOMENT);
        } catch (InterruptedException e) {
            interrupted();
        } catch (RuntimeException | Error e) {
            troubles.note(e);
        }
        relay.first().awaitOthers();
        return finish();
    }

    private RunResult finish() {
        boolean signalled = Thread.interrupted() || interrupted;
        if (!signalled) attempts.giveUp(this::onceMore);
        signalled |= Thread.interrupted();
        if (!signalled) aftercare.lookAfterwards(attempts.all(), admission.accountId());
        signalled |= Thread.interrupted();
        RunResult result = result(signalled);
        try {
            record.finish(result, world.clock().instant());
            return result;
        } catch (RuntimeException e) {
            troubles.note(e);
            return result(signalled);
        }
    }

    /** What did not go while there was much else to do. */
    private AttemptResult onceMore(AttemptResult attempt) {
        if (!attempt.cleanup().mayStillRun() || Thread.currentThread().isInterrupted()) return attempt;
        AttemptResult given = new Surrender(world, memory.journal(), listener, troubles).of(attempt);
        troubles.written(() -> record.cleanedUp(given));
        return given;
    }

    private RunResult result(boolean signalled) {
        Continuation told = troubles.first().map(Continuation::trouble).orElseGet(this::outcome);
        if (signalled) told = Continuation.interrupted();
        return new RunResult(
                runId,
                request,
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

    private Continuation outcome() {
        if (end.isPresent()) return end.get();
        List<AttemptResult> all = attempts.all();
        Optional<Failure> ceiling = all.stream()
                .flatMap(attempt -> attempt.failure().stream())
                .filter(failure -> failure.failureClass() == FailureClass.LIMIT)
                .findFirst();
        if (ceiling.isPresent())
            return new Continuation(
                    RunOutcome.LIMIT,
                    ceiling.get().signature() + ": " + ceiling.get().evidence());
        if (works > 0) return new Continuation(RunOutcome.READY, "");
        return all.stream().anyMatch(AttemptResult::counts)
                ? new Continuation(RunOutcome.INFRASTRUCTURE, "no machine of the sample works")
                : new Continuation(RunOutcome.NO_OFFER, "nothing of the sample could be rented");
    }

    /** One of the threads, until nothing is left. Must not throw. */
    private void work(Relay.Runner runner) {
        while (!isOver()) {
            try {
                step(runner);
            } catch (InterruptedException e) {
                interrupted();
            } catch (RuntimeException | Error e) {
                // It ends the survey, but not this thread: what is under way must be given back.
                troubles.note(e);
            }
            // From here on it is in what is known; a call that gives something back must not break off.
            if (Thread.interrupted()) interrupted();
        }
    }

    private boolean isOver() {
        return running.isEmpty() && !renting && (isStopping() || todo.isEmpty());
    }

    private boolean isStopping() {
        return interrupted || end.isPresent() || troubles.first().isPresent();
    }

    private void step(Relay.Runner runner) throws InterruptedException {
        Instant now = world.clock().instant();
        if (!ending.isEmpty() && endingNow < MOST_ENDING) end(ending.removeFirst());
        else if (maySeek(now)) seek();
        else if (!waiting.isEmpty() && !waiting.peek().due().isAfter(now)) look(waiting.remove());
        else runner.sleep(untilNext(now));
    }

    private boolean maySeek(Instant now) {
        return !renting
                && !todo.isEmpty()
                && !isStopping()
                && running.size() < order.parallel()
                && !now.isBefore(nextRental);
    }

    private Duration untilNext(Instant now) {
        Instant next = now.plus(MOMENT);
        if (!waiting.isEmpty() && waiting.peek().due().isBefore(next))
            next = waiting.peek().due();
        return Duration.between(now, next);
    }

    /** Rents the next machine, if account and ceilings leave room for it. */
    private void seek() throws InterruptedException {
        renting = true;
        try {
            Survey.Candidate next = todo.element();
            Optional<Continuation> refused = refused(next);
            silences = 0;
            if (refused.isPresent()) putOff(refused.get());
            else if (!isStopping()) rent(next);
        } catch (VastApiException e) {
            silent(new Continuation(ApiTrouble.outcomeOf(e), String.valueOf(e.getMessage())));
        } finally {
            renting = false;
        }
    }

    /** The marketplace could not be asked; it is asked again before that ends a survey. */
    private void silent(Continuation why) {
        nextRental = world.clock().instant().plus(LATER);
        if (++silences >= MOST_SILENCES || why.outcome() == RunOutcome.ACCOUNT) putOff(why);
    }

    /** While others are under way it may pass: they end, and cost less than at worst. */
    private void putOff(Continuation why) {
        nextRental = world.clock().instant().plus(LATER);
        if (running.isEmpty() || why.outcome() == RunOutcome.ACCOUNT) stop(why);
    }

    private void stop(Continuation why) {
        if (end.isEmpty()) end = Optional.of(why);
    }

    private Optional<Continuation> refused(Survey.Candidate next) throws InterruptedException {
        Instant now = world.clock().instant();
        if (!now.isBefore(accountKnownUntil)) {
            Optional<Continuation> refused = admission.lookAtTheAccount(world, underWay());
            accountKnownUntil = world.clock().instant().plus(ACCOUNT_KNOWN);
            if (refused.isPresent()) {
                accountKnownUntil = Instant.MIN;
                return refused;
            }
        }
        int most = request.ceilings().maxRentals();
        long living = admission.others() + running.size();
        if (living >= most)
            return Optional.of(new Continuation(
                    RunOutcome.LIMIT,
                    living + " instances of ours are alive, the limit is " + most + " (max-rentals)"));
        return admission
                .tooMuch(next.offer(), underWay())
                .map(reached -> new Continuation(
                        RunOutcome.LIMIT,
                        reached.signature() + ": at its worst, one more machine would make it " + reached.evidence()));
    }

    private UnderWay underWay() {
        return new UnderWay(
                running.keySet().stream().map(attempts::label).collect(Collectors.toSet()),
                running.values().stream().mapToDouble(Surveyed::ownDollars).sum(),
                running.values().stream().mapToDouble(Surveyed::worst).sum());
    }

    private void rent(Survey.Candidate next) {
        todo.remove();
        int number = attempts.number();
        Surveyed surveyed = new Surveyed(this, next, number, admission.worst(next.offer()));
        running.put(number, surveyed);
        try {
            book.tries(order.surveyId(), next.position(), runId, number);
            surveyed.begins(attempts.open(number, next.offer(), world, adapter, admission, surveyed));
        } catch (RuntimeException e) {
            running.remove(number);
            throw e;
        }
        surveyed.attempt().begin();
        goOn(surveyed);
    }

    private void look(Surveyed surveyed) {
        surveyed.attempt().look();
        goOn(surveyed);
    }

    private void goOn(Surveyed surveyed) {
        if (interrupted && surveyed.attempt().isWaiting()) surveyed.attempt().interrupt();
        if (!surveyed.attempt().isWaiting()) {
            ending.add(surveyed);
            return;
        }
        Instant now = world.clock().instant();
        int looks = surveyed.plan(now);
        surveyed.plan(now.plus(Rhythm.pause(surveyed.attempt().rest(), running.size(), surveyed.number(), looks)));
        waiting.add(surveyed);
    }

    private void end(Surveyed surveyed) {
        endingNow++;
        try {
            AttemptResult result = surveyed.attempt().end();
            running.remove(surveyed.number());
            judge(surveyed, attempts.over(surveyed.open(), result).result());
        } finally {
            running.remove(surveyed.number());
            endingNow--;
        }
    }

    private void judge(Surveyed surveyed, AttemptResult result) {
        Finding finding = SurveyMachine.finding(result.outcome(), result.failure());
        if (finding == Finding.WORKS) works++;
        String signature = result.failure().map(Failure::signature).orElse("");
        keysRefused =
                signature.equals("ssh-key-refused") ? keysRefused + 1 : finding == Finding.FAILS ? 0 : keysRefused;
        if (result.cleanup().mayStillRun()) notGone++;
        boolean tooMany = notGone >= Math.max(LEAST_NOT_GONE, attempts.counted() / ONE_IN);
        if (tooMany && !todo.isEmpty())
            stop(new Continuation(
                    RunOutcome.INFRASTRUCTURE, "stopped: " + notGone + " rentals could not be proven gone"));
        if (signature.equals(RentalDesk.THROTTLED)) again(surveyed.candidate());
        if (result.failure()
                .filter(failure -> failure.failureClass() == FailureClass.ACCOUNT)
                .isPresent()) stop(new Continuation(RunOutcome.ACCOUNT, signature));
        boolean workload = result.failure()
                .filter(failure -> failure.failureClass() == FailureClass.WORKLOAD_FATAL)
                .isPresent();
        if (workload && works == 0)
            stop(new Continuation(RunOutcome.WORKLOAD, signature + ": another machine would not help"));
        if (keysRefused >= KEYS_REFUSED && works == 0)
            stop(new Continuation(RunOutcome.ACCOUNT, keysRefused + " machines refused the SSH key, none took it"));
    }

    /** The call came too early, and the offer is still there. */
    private void again(Survey.Candidate candidate) {
        nextRental = world.clock().instant().plus(AFTER_THROTTLING);
        if (tries.merge(candidate.position(), 1, Integer::sum) < MOST_TRIES) todo.addLast(candidate);
    }

    /** Somebody wants everything to stop: what is waited for is given back. */
    void interrupted() {
        if (interrupted) return;
        interrupted = true;
        relay.first().interruptOthers();
        while (!waiting.isEmpty()) {
            Surveyed next = waiting.remove();
            next.attempt().interrupt();
            ending.add(next);
        }
    }

    /** What went wrong on our own side. */
    Optional<String> trouble() {
        return troubles.first();
    }

    double dollarsBeside(Surveyed one) {
        reckon();
        return Math.max(0, dollars - one.ownDollars());
    }

    double dollarsPerHourBeside(Surveyed one) {
        reckon();
        return Math.max(0, dollarsPerHour - one.ownDollarsPerHour());
    }

    /** The sums are seconds old at most: 200 looks at 200 meters would be 40,000. */
    private void reckon() {
        Instant now = world.clock().instant();
        if (now.isBefore(reckonedUntil)) return;
        reckonedUntil = now.plus(MOMENT);
        dollars = running.values().stream().mapToDouble(Surveyed::ownDollars).sum();
        dollarsPerHour = running.values().stream()
                .mapToDouble(Surveyed::ownDollarsPerHour)
                .sum();
    }
}
