package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.readiness.PhaseLog;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.readiness.ReadinessWait;
import io.vastctl.readiness.Verdict;
import io.vastctl.vast.RentalOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One attempt on one offer: rent, wait, give back. Whatever happens in between, it gives back. It goes in steps with
 * bounded I/O, so that a few threads may make many attempts in turn.
 */
public final class Attempt {

    private final Surroundings world;
    private final RentalDesk desk;
    private final Teardown teardown;
    private final Journal journal;
    private final RunEvent.Listener listener;
    private final RunRequest request;
    private final ReadinessAdapter adapter;
    private final Troubles troubles;
    private final RentalTerms terms;
    private final int number;
    private final Function<Journal.Intent, Optional<Failure>> reservation;
    private final Beside beside;
    private final PhaseLog phases;
    private final Meter meter;
    private final Leash leash;
    private final Instant startedAt;

    private Optional<RentedMachine> machine = Optional.empty();
    private Optional<ProbeExecutor> probes = Optional.empty();
    private Optional<ReadinessWait> wait = Optional.empty();
    private boolean looked;
    private boolean interrupted;
    private boolean everSeen;
    private OptionalLong instanceId = OptionalLong.empty();
    private boolean mayExist;
    private boolean waitedFor;
    private Optional<Failure> failure = Optional.empty();
    private Optional<Verdict.Verified> verified = Optional.empty();
    private String outcome = AttemptResult.FAILED;
    private String cleanupEvidence = "";

    /** @param reservation puts the intent on disk, or says which ceiling leaves no room for it; if it throws, nothing is sent */
    Attempt(
            Surroundings world,
            Journal journal,
            RunEvent.Listener listener,
            RunRequest request,
            ReadinessAdapter adapter,
            SpendLimit limit,
            Troubles troubles,
            RentalTerms terms,
            int number,
            Function<Journal.Intent, Optional<Failure>> reservation,
            Beside beside) {
        this.world = world;
        this.journal = journal;
        this.listener = listener;
        this.request = request;
        this.adapter = adapter;
        this.troubles = troubles;
        this.terms = terms;
        this.number = number;
        this.reservation = reservation;
        this.beside = beside;
        desk = new RentalDesk(world.api(), journal, troubles, world.sleeper());
        teardown = new Teardown(world.api(), journal, troubles, desk, world.clock(), world.sleeper(), Teardown.LONGEST);
        phases = new PhaseLog(world.clock(), Phase.CREATE);
        startedAt = world.clock().instant();
        meter = new Meter(terms, phases, journal, troubles, world.clock());
        leash = new Leash(limit, meter, beside, request.demand().filter().maxDollarsPerHour(), listener);
    }

    /** Runs it to its end; an interruption is in the result, and in the thread's flag again. */
    AttemptResult run() {
        begin();
        while (isWaiting()) restAndLook();
        return end();
    }

    /** Rents; then {@link #isWaiting} tells whether there is something to wait for. */
    public void begin() {
        beside.begins(meter);
        listener.hear(new RunEvent.AttemptStarted(number, terms.offer(), terms.dollarsPerHour(), terms.label()));
        step(this::rent);
    }

    /** Whether a look at {@link #rest} is due; else there is only the end left. */
    public boolean isWaiting() {
        return wait.isPresent();
    }

    /** From the last step to the next look; zero before the first. */
    public Duration rest() {
        return looked ? wait.map(ReadinessWait::rest).orElse(Duration.ZERO) : Duration.ZERO;
    }

    /** One look. An interruption ends the wait. */
    public void look() {
        step(this::lookOnce);
        if (!isWaiting()) return;
        looked = true;
    }

    /** Somebody wants everything to stop: nothing is waited for any more. */
    public void interrupt() {
        interrupted = true;
        beside.interrupted();
        outcome = AttemptResult.INTERRUPTED;
        stopWaiting();
    }

    private void restAndLook() {
        step(() -> {
            if (looked) beside.rest(rest());
        });
        if (isWaiting()) look();
    }

    /** Gives back what may exist; an interruption is in the result, and in the thread's flag again. */
    public AttemptResult end() {
        stopWaiting();
        // How long it took to be ready does not include giving it back.
        List<PhaseTime> waited = phases.times();
        Cleanup cleanup = giveBack(interrupted);
        if (interrupted) Thread.currentThread().interrupt();
        return result(cleanup, waited);
    }

    /** Part of an attempt; whatever comes of it, the rental is given back. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private void step(Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            interrupt();
        } catch (RuntimeException | Error e) {
            broke(e);
            stopWaiting();
        }
    }

    private void stopWaiting() {
        wait = Optional.empty();
        Optional<ProbeExecutor> open = probes;
        probes = Optional.empty();
        try {
            open.ifPresent(ProbeExecutor::close);
        } catch (RuntimeException | Error e) {
            broke(e);
        }
    }

    private void rent() throws InterruptedException {
        RentalOrder order = terms.order(startScript());
        Optional<Failure> noRoom = new Patience(journal).with(() -> reservation.apply(terms.intent(number)));
        if (noRoom.isPresent()) {
            failed(noRoom.get());
            return;
        }
        mayExist = true;
        Rented rented = desk.rent(order);
        if (rented instanceof Rented.Contract contract) {
            instanceId = OptionalLong.of(contract.instanceId());
            listener.hear(new RunEvent.Rented(number, contract.instanceId()));
            waitedFor = true;
            await(new RentedMachine(world.api(), contract.instanceId(), world.publicKey()));
        } else if (rented instanceof Rented.Broken broken) {
            instanceId = OptionalLong.of(broken.instanceId());
            failed(broken.failure());
        } else if (rented instanceof Rented.Refused refused) {
            mayExist = false;
            failed(refused.failure());
        } else if (rented instanceof Rented.Unsettled unsettled) {
            failed(unsettled.failure());
        }
    }

    private String startScript() {
        return StartScript.of(
                adapter,
                request.demand().workload(),
                request.lease(),
                world.clock().instant(),
                world.apiAddress());
    }

    private LeaseKeeping lease(RentedMachine machine) {
        return new LeaseKeeping(
                request.lease(),
                terms.label(),
                journal,
                world.clock(),
                what -> listener.hear(new RunEvent.Unprotected(number, machine.instanceId(), what)));
    }

    private void await(RentedMachine rented) throws InterruptedException {
        machine = Optional.of(rented);
        rented.attachKey();
        phases.enter(Phase.IMAGE_PULL);
        ProbeExecutor opened = lease(rented).around(world.ssh().open());
        probes = Optional.of(opened);
        InstanceSighting.Look everyLook = new SecondStart(rented);
        wait = Optional.of(new ReadinessWait(
                terms.tenancy(rented.instanceId()),
                adapter,
                new ReadinessWait.Sources(() -> sight(everyLook), opened, world.endpoint(), rented::attachKey),
                world.limits(),
                world.statusSignatures(),
                phases,
                world.clock()));
    }

    private void lookOnce() throws InterruptedException {
        Verdict verdict = wait.orElseThrow().step(leash::mustEnd, this::looked);
        if (verdict instanceof Verdict.Pending) return;
        if (verdict instanceof Verdict.Failed bad) failed(machine.orElseThrow().withLastWords(bad.failure()));
        if (verdict instanceof Verdict.Verified good) succeeded(good);
        stopWaiting();
    }

    private void looked(Verdict.Pending pending) {
        listener.hear(new RunEvent.Looked(number, pending, meter.dollars()));
        List<PhaseTime> times = phases.times();
        beside.looked(phases.current(), times.get(times.size() - 1).duration());
    }

    private InstanceSighting sight(InstanceSighting.Look everyLook) throws InterruptedException {
        InstanceSighting sighting = everyLook.once();
        listener.hear(new RunEvent.Sighted(number, sighting));
        if (sighting instanceof InstanceSighting.Seen seen) {
            everSeen = true;
            meter.seen(seen.instance());
        }
        return sighting;
    }

    private void succeeded(Verdict.Verified good) {
        beside.verified();
        verified = Optional.of(good);
        outcome = AttemptResult.READY;
        listener.hear(new RunEvent.Verified(number, good));
    }

    private void failed(Failure why) {
        failure = Optional.of(why);
        // An offer that could not be had costs no attempt, even if its error left a stopped instance to destroy.
        boolean gone = why.failureClass() == FailureClass.OFFER_GONE && why.phase() == Phase.CREATE;
        outcome = gone ? AttemptResult.OFFER_GONE : AttemptResult.FAILED;
        listener.hear(new RunEvent.AttemptFailed(number, why));
    }

    /** Our own trouble, or a plug-in's: it says nothing about the machine, and the rental must go. */
    private void broke(Throwable trouble) {
        troubles.note(trouble);
        if (outcome.equals(AttemptResult.READY)) return;
        String evidence = troubles.first().orElse("");
        failed(new Failure(FailureClass.UNKNOWN, "internal-error", phases.current(), evidence));
    }

    /** @param hurried whether somebody waits for the end */
    private Cleanup giveBack(boolean hurried) {
        if (!mayExist) return Cleanup.NONE;
        Fate fate =
                new Fate(request, outcome, failure, waitedFor, troubles.first().isPresent());
        if (fate.isToBeKept() && keep()) return cleanedUp(Cleanup.KEPT);
        instanceId.ifPresent(id -> listener.hear(new RunEvent.CleaningUp(number, id, "destroying", hurried)));
        Teardown.Ended ended = teardown.end(
                terms.label(),
                instanceId,
                everSeen,
                hurried,
                detail -> listener.hear(new RunEvent.CleaningUp(number, instanceId.orElse(0), detail, hurried)));
        instanceId = ended.instanceId();
        cleanupEvidence = ended.evidence();
        if (instanceId.isPresent()) meter.note();
        return cleanedUp(ended.cleanup());
    }

    /** What nobody would know of is not kept. */
    private boolean keep() {
        meter.note();
        return troubles.written(() -> journal.kept(terms.label()));
    }

    private Cleanup cleanedUp(Cleanup cleanup) {
        Optional<Long> id = instanceId.isPresent() ? Optional.of(instanceId.getAsLong()) : Optional.empty();
        listener.hear(new RunEvent.CleanedUp(number, cleanup, id));
        return cleanup;
    }

    private AttemptResult result(Cleanup cleanup, List<PhaseTime> waited) {
        return new AttemptResult(
                number,
                terms.label(),
                terms.offer(),
                instanceId,
                meter.dollarsPerHour(),
                outcome,
                failure,
                verified,
                waited,
                // Only what may have existed can have cost anything.
                cleanup == Cleanup.NONE ? 0 : meter.dollars(),
                cleanup,
                cleanupEvidence,
                cleanup == Cleanup.KEPT && verified.isPresent()
                        ? Optional.of(new EndpointKey(terms.endpointKey().orElse("")))
                        : Optional.empty(),
                startedAt,
                world.clock().instant());
    }
}
