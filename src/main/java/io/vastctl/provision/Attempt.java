package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.offer.Offer;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.readiness.PhaseLog;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.readiness.ReadinessWait;
import io.vastctl.readiness.Tenancy;
import io.vastctl.readiness.Verdict;
import io.vastctl.vast.VastApiException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt on one offer: rent, wait, give back. Whatever happens in between, it gives back. */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final Surroundings world;
    private final RentalDesk desk;
    private final Teardown teardown;
    private final Journal journal;
    private final RunEvent.Listener listener;
    private final RunRequest request;
    private final ReadinessAdapter adapter;
    private final SpendLimit limit;
    private final RentalTerms terms;
    private final Offer offer;
    private final int number;
    private final PhaseLog phases;
    private final Instant startedAt;

    private OptionalLong instanceId = OptionalLong.empty();
    private boolean mayExist;
    private Optional<Failure> failure = Optional.empty();
    private Optional<Verdict.Verified> verified = Optional.empty();
    private String outcome = AttemptResult.FAILED;

    Attempt(
            Surroundings world,
            Journal journal,
            RunEvent.Listener listener,
            RunRequest request,
            ReadinessAdapter adapter,
            SpendLimit limit,
            RentalTerms terms,
            int number) {
        this.world = world;
        this.journal = journal;
        this.listener = listener;
        this.request = request;
        this.adapter = adapter;
        this.limit = limit;
        this.terms = terms;
        this.number = number;
        offer = terms.offer();
        desk = new RentalDesk(world.api(), journal, world.sleeper());
        teardown = new Teardown(world.api(), journal, desk, world.clock(), world.sleeper());
        phases = new PhaseLog(world.clock(), Phase.CREATE);
        startedAt = world.clock().instant();
    }

    /** Runs it to its end; an interruption is in the result, and in the thread's flag again. */
    AttemptResult run() {
        listener.hear(new RunEvent.AttemptStarted(number, offer, terms.dollarsPerHour(), terms.label()));
        Cleanup cleanup = Cleanup.NONE;
        try {
            rentAndWait();
        } catch (InterruptedException e) {
            outcome = AttemptResult.INTERRUPTED;
            Thread.currentThread().interrupt();
        } finally {
            cleanup = giveBack();
        }
        return result(cleanup);
    }

    private void rentAndWait() throws InterruptedException {
        mayExist = true;
        Rented rented = desk.rent(terms.intent(number), terms.order(adapter));
        if (rented instanceof Rented.Contract contract) {
            instanceId = OptionalLong.of(contract.instanceId());
            listener.hear(new RunEvent.Rented(number, contract.instanceId()));
            await(contract.instanceId());
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

    private void await(long instance) throws InterruptedException {
        attachKey(instance);
        phases.enter(Phase.IMAGE_PULL);
        Tenancy tenancy = terms.tenancy(instance);
        try (ProbeExecutor probes = world.ssh().open()) {
            ReadinessWait wait = new ReadinessWait(
                    tenancy,
                    adapter,
                    new ReadinessWait.Sources(
                            () -> sight(instance), probes, world.endpoint(), () -> attachKey(instance)),
                    world.limits(),
                    world.statusSignatures(),
                    phases,
                    world.clock());
            Verdict verdict = wait.await(
                    world.sleeper(),
                    phase -> limit.reached(phase, cost()),
                    pending -> listener.hear(new RunEvent.Looked(number, pending, cost())));
            if (verdict instanceof Verdict.Failed bad) failed(bad.failure());
            if (verdict instanceof Verdict.Verified good) succeeded(good);
        }
    }

    private void succeeded(Verdict.Verified good) {
        verified = Optional.of(good);
        outcome = AttemptResult.READY;
        listener.hear(new RunEvent.Verified(number, good));
    }

    private void failed(Failure why) {
        failure = Optional.of(why);
        // An offer that was gone before we had anything costs no attempt.
        boolean gone = why.failureClass() == FailureClass.OFFER_GONE && instanceId.isEmpty();
        outcome = gone ? AttemptResult.OFFER_GONE : AttemptResult.FAILED;
        listener.hear(new RunEvent.AttemptFailed(number, why));
    }

    private InstanceSighting sight(long instance) throws InterruptedException {
        try {
            return world.api()
                    .show(instance)
                    .<InstanceSighting>map(InstanceSighting.Seen::new)
                    .orElseGet(InstanceSighting.Gone::new);
        } catch (VastApiException e) {
            return new InstanceSighting.Blind(String.valueOf(e.getMessage()));
        }
    }

    private void attachKey(long instance) throws InterruptedException {
        try {
            world.api().attachSshKey(instance, world.publicKey());
        } catch (VastApiException e) {
            // Right after create the instance may not take it yet; a refused login tries again.
            LOG.warn("attaching the SSH key to instance {}: {}", instance, e.getMessage());
        }
    }

    private double cost() {
        return terms.cost().after(phases.times(), request.demand().workload());
    }

    private Cleanup giveBack() {
        if (!mayExist) return Cleanup.NONE;
        boolean interrupted = outcome.equals(AttemptResult.INTERRUPTED);
        if (request.preserve() && failure.isPresent() && instanceId.isPresent() && !interrupted) {
            journal.kept(terms.label());
            return cleanedUp(Cleanup.KEPT);
        }
        instanceId.ifPresent(id -> listener.hear(new RunEvent.CleaningUp(number, id, "destroying")));
        return cleanedUp(teardown.end(
                terms.label(),
                instanceId,
                detail -> listener.hear(new RunEvent.CleaningUp(number, instanceId.orElse(0), detail))));
    }

    private Cleanup cleanedUp(Cleanup cleanup) {
        Optional<Long> id = instanceId.isPresent() ? Optional.of(instanceId.getAsLong()) : Optional.empty();
        listener.hear(new RunEvent.CleanedUp(number, cleanup, id));
        return cleanup;
    }

    private AttemptResult result(Cleanup cleanup) {
        return new AttemptResult(
                number,
                terms.label(),
                offer,
                instanceId,
                terms.dollarsPerHour(),
                outcome,
                failure,
                verified,
                phases.times(),
                outcome.equals(AttemptResult.OFFER_GONE) ? 0 : cost(),
                cleanup,
                startedAt,
                world.clock().instant());
    }
}
