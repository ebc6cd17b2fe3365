package io.vastctl.provision.survey;

import io.vastctl.memory.StoreException;
import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.outcome.Failure;
import io.vastctl.provision.Admission;
import io.vastctl.provision.Aftercare;
import io.vastctl.provision.ApiTrouble;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Attempts;
import io.vastctl.provision.Continuation;
import io.vastctl.provision.Patience;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RentalDesk;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunRecord;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.SharedListing;
import io.vastctl.provision.SpendLimit;
import io.vastctl.provision.Surroundings;
import io.vastctl.provision.Troubles;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a survey: who does what, and when. A few threads share the work: one rents at a time, as fast as the
 * marketplace lets, some give back, and the others look at whoever is due. Everything here is done with the baton of
 * the {@link Relay}.
 */
final class Fieldwork {

    /** Enough to look at 200 machines every 15 s over a slow network. */
    private static final int MOST_WORKERS = 16;
    /** The marketplace takes a destroy every 3 s, and its proof is two reads 2 s apart: more would only wait. */
    private static final int MOST_ENDING = 4;

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 3;

    private final Surroundings world;
    private final SurveyBook book;
    private final RunEvent.Listener listener;
    private final Relay relay;
    private final Survey.Order order;
    private final String runId;
    private final SpendLimit limit;
    private final Troubles troubles = new Troubles();
    private final RunRecord record;
    private final Attempts attempts;
    private final SurveyClosing closing;
    private final ReadinessAdapter adapter;
    private final Admission admission;

    private final Deque<Survey.Candidate> todo;
    private final Map<Integer, Integer> tries = new HashMap<>();
    private final SurveyedMachines machines;
    private final SurveyBounds bounds;
    private final SurveyVerdicts verdicts;
    private int endingNow;
    /** Since when the server of the memory is away, as far as it was noticed. */
    private Optional<Instant> awaySince = Optional.empty();

    private boolean renting;
    private boolean interrupted;

    Fieldwork(
            Surroundings outside,
            RunMemory memory,
            SurveyBook book,
            RunEvent.Listener listener,
            Relay relay,
            Survey.Order order) {
        this.book = book;
        this.listener = listener;
        this.relay = relay;
        this.order = order;
        RunRequest request = order.request();
        runId = outside.runIds().get();
        Instant startedAt = outside.clock().instant();
        Surroundings beside = outside.beside(relay.anyone());
        world = beside.withApi(
                new SharedListing(beside.api(), beside.clock(), relay.anyone(), Survey.listingInterval(outside)));
        limit = new SpendLimit(request.ceilings(), world.clock());
        limit.spent(order.spentDollars());
        record = new RunRecord(memory, request, runId, startedAt, listener);
        attempts = new Attempts(
                request, memory.journal(), listener, limit, troubles, record, result -> {}, runId, startedAt);
        Aftercare aftercare =
                new Aftercare(outside, memory, listener, troubles, record, request.labelPrefix(), kept -> {});
        closing = new SurveyClosing(world, memory, listener, order, record, attempts, aftercare, troubles);
        adapter = world.adapters()
                .find(request.demand().workload().adapter())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no adapter " + request.demand().workload().adapter()));
        Duration longest = world.limits()
                .infrastructureWindow()
                .plus(adapter.startupWindow(request.demand().workload()));
        admission = new Admission(request, memory.journal(), limit, longest, (listing, payer) -> listing);
        todo = new ArrayDeque<>(order.todo());
        machines = new SurveyedMachines(world.clock(), attempts::label);
        bounds = new SurveyBounds(world, admission, request.ceilings().maxRentals());
        verdicts = new SurveyVerdicts(order.worked());
    }

    RunResult toTheEnd() {
        listener.hear(new RunEvent.Started(runId, order.request()));
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
        return closing.close(runId, interrupted, verdicts, admission.accountId(), limit);
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
        return machines.isEmpty() && !renting && (isStopping() || todo.isEmpty());
    }

    private boolean isStopping() {
        return interrupted || verdicts.areToStop() || troubles.first().isPresent();
    }

    private void step(Relay.Runner runner) throws InterruptedException {
        Instant now = world.clock().instant();
        Optional<Surveyed> toEnd = endingNow < MOST_ENDING ? machines.takeEnding() : Optional.empty();
        if (toEnd.isPresent()) {
            end(toEnd.get());
        } else if (maySeek(now)) {
            seek();
        } else {
            Optional<Surveyed> due = machines.takeDue(now);
            if (due.isPresent()) look(due.get());
            else runner.sleep(Duration.between(now, machines.nextDue(now.plus(MOMENT))));
        }
    }

    private boolean maySeek(Instant now) {
        return !renting
                && !todo.isEmpty()
                && !isStopping()
                && machines.size() < order.parallel()
                && bounds.allowAt(now);
    }

    /** Rents the next machine, if account and ceilings leave room for it. */
    private void seek() throws InterruptedException {
        renting = true;
        try {
            Survey.Candidate next = todo.element();
            Optional<Continuation> refused = bounds.refused(next, machines);
            if (refused.isPresent()) putOff(refused.get());
            else if (!isStopping()) rent(next);
            awaySince = Optional.empty();
        } catch (VastApiException e) {
            silent(new Continuation(ApiTrouble.outcomeOf(e), String.valueOf(e.getMessage())));
        } catch (StoreException e) {
            waitForTheServer(e);
        } finally {
            renting = false;
        }
    }

    /** The marketplace could not be asked; it is asked again before that ends a survey. */
    private void silent(Continuation why) {
        if (bounds.isSilentTooOften() || why.outcome() == RunOutcome.ACCOUNT) putOff(why);
    }

    /** What is rented goes on without it; what is not must wait for it. */
    private void waitForTheServer(StoreException e) {
        Instant now = world.clock().instant();
        if (awaySince.isEmpty()) awaySince = Optional.of(now);
        if (!e.away() || now.isAfter(awaySince.get().plus(Patience.LONGEST))) throw e;
        bounds.later();
    }

    /** While others are under way it may pass: they end, and cost less than at worst. */
    private void putOff(Continuation why) {
        bounds.later();
        if (machines.isEmpty() || why.outcome() == RunOutcome.ACCOUNT) verdicts.stop(why);
    }

    private void rent(Survey.Candidate next) {
        int number = attempts.number();
        Surveyed surveyed = new Surveyed(this, next, number, admission.worst(next.offer()));
        machines.begins(surveyed);
        try {
            book.tries(order.surveyId(), next.position(), runId, number);
            todo.remove();
            surveyed.begins(attempts.open(number, next.offer(), world, adapter, admission, surveyed));
        } catch (RuntimeException | Error e) {
            machines.isOver(surveyed);
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
        machines.goesOn(surveyed);
    }

    private void end(Surveyed surveyed) {
        endingNow++;
        try {
            AttemptResult result = surveyed.attempt().end();
            machines.isOver(surveyed);
            judge(surveyed, attempts.over(surveyed.open(), result).result());
        } finally {
            machines.isOver(surveyed);
            endingNow--;
        }
    }

    private void judge(Surveyed surveyed, AttemptResult result) {
        verdicts.judge(result, attempts.counted(), !todo.isEmpty());
        if (result.failure().map(Failure::signature).orElse("").equals(RentalDesk.THROTTLED))
            again(surveyed.candidate());
    }

    /** The call came too early, and the offer is still there. */
    private void again(Survey.Candidate candidate) {
        bounds.laterThrottled();
        if (tries.merge(candidate.position(), 1, Integer::sum) < MOST_TRIES) todo.addLast(candidate);
    }

    /** Somebody wants everything to stop: what is waited for is given back. */
    void interrupted() {
        if (interrupted) return;
        interrupted = true;
        relay.first().interruptOthers();
        machines.interrupt();
    }

    /** What went wrong on our own side. */
    Optional<String> trouble() {
        return troubles.first();
    }

    double dollarsBeside(Surveyed one) {
        return machines.dollarsBeside(one);
    }

    double dollarsPerHourBeside(Surveyed one) {
        return machines.dollarsPerHourBeside(one);
    }
}
