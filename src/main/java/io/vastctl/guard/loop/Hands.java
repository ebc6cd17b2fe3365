package io.vastctl.guard.loop;

import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rental;
import io.vastctl.instance.Instance;
import io.vastctl.lease.LeaseState;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.guard.GuardVentures;
import io.vastctl.outcome.Failure;
import io.vastctl.provision.DestroyVerdict;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RentalEnd;
import io.vastctl.provision.Surroundings;
import io.vastctl.ranking.Demand;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.vast.InstanceControl;
import io.vastctl.vast.UnclearCallException;
import io.vastctl.vast.VastApiException;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Carries decisions out, in their order, and nothing else. What takes long goes on beside the loop. */
final class Hands {

    /** What one command on a machine, or one call, may take in real time. */
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** So many are given back side by side, a thread each: as many as the account's looks prove gone in seven minutes. */
    private static final int MOST_ENDING = 100;

    private final GuardWorld world;
    private final GuardVentures ventures;
    private final Fleet fleet;
    private final Renter renter;
    private final Grudges grudges;
    private final Set<Long> going = new HashSet<>();

    Hands(GuardWorld world, GuardVentures ventures, Fleet fleet, Renter renter) {
        this.world = world;
        this.ventures = ventures;
        this.fleet = fleet;
        this.renter = renter;
        grudges = new Grudges(world.memory());
    }

    /** @throws io.vastctl.memory.TakenOverException if another guard holds the plan by now */
    void act(List<Decision> decisions, Observation seen, List<Entry> entries, Plan plan) throws InterruptedException {
        Map<Long, Rental> known = seen.rentals().stream()
                .collect(Collectors.toMap(Rental::instanceId, Function.identity(), (one, two) -> one));
        List<Renewal> renewals = new ArrayList<>();
        for (Decision decision : decisions) {
            if (!Deeds.acts(decision)) continue;
            Action action = decision.action();
            if (action instanceof Action.Rent rent) renter.begin(rent, plan);
            if (action instanceof Action.BreakOff off) renter.breakOff(off.runId());
            if (action instanceof Action.OnRental on && !going.contains(on.instanceId()) && hasRoom(on)) {
                Rental rental = known.get(on.instanceId());
                Optional<Entry> entry = entries.stream()
                        .filter(one -> one.isOpen() && one.label().equals(rental == null ? "" : rental.label()))
                        .findFirst();
                if (rental != null && entry.isPresent()) {
                    if (on instanceof Action.Retire || on instanceof Action.CutOff)
                        blame(decision, rental, entry.get(), seen);
                    if (on instanceof Action.RenewLease lease) renewals.add(new Renewal(lease, rental, entry.get()));
                    else on(on, decision, rental, entry.get(), plan);
                }
            }
            world.checkpoint().reached(Checkpoint.Point.ACTED);
        }
        renew(renewals);
    }

    /** What waits for room is decided anew at the next look; heat waits for nobody. */
    private boolean hasRoom(Action.OnRental action) {
        return !(action instanceof Action.Retire) || going.size() < MOST_ENDING;
    }

    private record Renewal(Action.RenewLease lease, Rental rental, Entry entry) {}

    /** Side by side: where many machines do not answer, the last one's lease must not wait for all the others. */
    private void renew(List<Renewal> renewals) throws InterruptedException {
        if (renewals.isEmpty()) return;
        List<Callable<Optional<LeaseState>>> steps = new ArrayList<>();
        for (Renewal renewal : renewals) steps.add(() -> renewed(renewal));
        List<Optional<Optional<LeaseState>>> states = world.limit().all(steps, LONGEST);
        for (int i = 0; i < renewals.size(); i++) {
            if (states.get(i).isEmpty()) fleet.forget(renewals.get(i).rental().instanceId());
            note(renewals.get(i), states.get(i).flatMap(answer -> answer));
        }
    }

    private Optional<LeaseState> renewed(Renewal renewal) throws InterruptedException {
        Optional<Instance> instance = fleet.instance(renewal.rental().instanceId());
        if (instance.isEmpty()) return Optional.empty();
        Duration length = Duration.between(
                world.market().clock().instant(), renewal.lease().until());
        return fleet.lookout(renewal.rental()).renew(instance.get(), length);
    }

    private void note(Renewal renewal, Optional<LeaseState> state) {
        if (state.filter(LeaseState::renewed).isPresent())
            note(
                    renewal.entry(),
                    world.market().clock().instant().plus(state.get().left()));
        String why = state.map(LeaseState::describe).orElse("was not renewed: the machine did not answer");
        if (state.filter(LeaseState::protects).isEmpty())
            world.teller().happened("instance " + renewal.rental().instanceId() + ": the lease " + why);
    }

    private void on(Action.OnRental action, Decision decision, Rental rental, Entry entry, Plan plan)
            throws InterruptedException {
        if (action instanceof Action.Retire || action instanceof Action.CutOff) end(decision, rental, entry);
        else if (action instanceof Action.StopServer) server(rental, plan, ServerCommands::stop);
        else if (action instanceof Action.RestartServer) server(rental, plan, ServerCommands::restart);
        else if (action instanceof Action.Reboot)
            call(rental, "reboot", control -> control.reboot(rental.instanceId()));
        else if (action instanceof Action.Recycle)
            call(rental, "recycle", control -> control.recycle(rental.instanceId()));
        else if (action instanceof Action.ChangeBid bid)
            call(rental, "bid", control -> control.changeBid(rental.instanceId(), bid.dollarsPerHour()));
    }

    /** The machine's failure is in the memory of machines before another one is looked for. */
    private void blame(Decision decision, Rental rental, Entry entry, Observation seen) {
        Optional<Failure> failure =
                EarnedBlame.of(decision.rule(), decision.reason(), rental, fleet.instance(rental.instanceId()), seen);
        if (failure.isEmpty()) return;
        try {
            grudges.hold(entry.intent(), failure.get(), seen.at()).ifPresent(world.teller()::happened);
        } catch (StoreException e) {
            world.teller().happened("machine " + entry.intent().machineId() + ": " + e.getMessage());
        }
    }

    /** Beside the loop: to prove it may take minutes, and another machine may be hot meanwhile. */
    private void end(Decision decision, Rental rental, Entry entry) {
        going.add(rental.instanceId());
        if (decision.rule().failure().isPresent()) lost(rental);
        world.relay()
                .start(
                        "vastctl-guard-end-" + rental.instanceId(),
                        runner -> world.checkpoint().beside(() -> end(rental, entry, runner)));
    }

    /** It goes whether that can be noted or not. */
    private void lost(Rental rental) {
        try {
            ventures.lost(rental.instanceId(), rental.endpoint());
        } catch (StoreException e) {
            world.teller().happened("instance " + rental.instanceId() + ": its loss is not noted: " + e.getMessage());
        }
    }

    private void end(Rental rental, Entry entry, Relay.Runner runner) {
        try {
            if (isProvenGone(entry)) return;
            DestroyVerdict verdict = new RentalEnd(
                            Surroundings.aside(world.market().api(), runner),
                            world.memory().journal(),
                            world.market().clock(),
                            runner,
                            going.size() - 1)
                    .end(entry, progress -> {});
            String subject = "instance " + rental.instanceId();
            if (verdict.mayStillRun())
                world.teller()
                        .told(new Action.Tell(
                                Action.Tell.Urgency.ALARM,
                                subject,
                                subject + " is NOT PROVEN GONE: " + verdict.evidence()));
            else world.teller().happened(subject + " is destroyed: " + verdict.evidence());
        } catch (RuntimeException e) {
            world.teller().happened("instance " + rental.instanceId() + " could not be destroyed: " + e);
        } finally {
            going.remove(rental.instanceId());
        }
    }

    /** Since the look began, that is: the books are as old as that. A database that does not answer says nothing. */
    private boolean isProvenGone(Entry entry) {
        try {
            return world.memory()
                    .journal()
                    .recall(entry.label())
                    .filter(now -> !now.isOpen())
                    .isPresent();
        } catch (StoreException e) {
            return false;
        }
    }

    /** An operator's command may have taken the entry on for a moment: the next tick takes it back. */
    private void note(Entry entry, Instant until) {
        try {
            world.memory().journal().renewed(entry.label(), until);
        } catch (IllegalStateException | StoreException e) {
            world.teller().happened("the lease of " + entry.label() + " could not be noted: " + e.getMessage());
        }
    }

    private interface Power {
        Optional<Probe> of(ReadinessAdapter adapter, Workload workload);
    }

    /** Where the adapter or the endpoint is not known any more, only the machine as a whole can be acted upon. */
    private void server(Rental rental, Plan plan, Power power) throws InterruptedException {
        Optional<Workload> workload =
                plan.endpoint(rental.endpoint()).flatMap(fleet::demand).map(Demand::workload);
        Optional<Probe> command =
                workload.flatMap(known -> fleet.adapter(known).flatMap(adapter -> power.of(adapter, known)));
        if (command.isPresent()) command(rental, command.get());
        else world.teller().happened("instance " + rental.instanceId() + ": nobody knows how to stop its server");
    }

    private void command(Rental rental, Probe command) throws InterruptedException {
        Optional<Instance> instance = fleet.instance(rental.instanceId());
        if (instance.isEmpty()) return;
        Optional<ProbeReport> report = bounded(
                        rental, () -> fleet.lookout(rental).run(instance.get(), command))
                .flatMap(answer -> answer);
        boolean done = report.filter(answer -> answer.succeeded(command.name())).isPresent();
        world.teller()
                .happened(
                        "instance " + rental.instanceId() + ": " + command.name() + (done ? " done" : " did not work"));
    }

    private interface Wish {
        void of(InstanceControl control) throws InterruptedException;
    }

    private void call(Rental rental, String what, Wish wish) throws InterruptedException {
        Callable<String> step = () -> came(wish);
        String came =
                world.limit().all(List.of(step), LONGEST).get(0).orElse("may have been taken on: no answer in time");
        world.teller().happened("instance " + rental.instanceId() + ": " + what + " " + came);
    }

    private String came(Wish wish) throws InterruptedException {
        try {
            wish.of(world.control());
            return "taken on";
        } catch (UnclearCallException e) {
            return "may have been taken on: " + e.getMessage();
        } catch (VastApiException e) {
            return "refused: " + e.getMessage();
        }
    }

    private <T> Optional<T> bounded(Rental rental, Callable<T> step) throws InterruptedException {
        Optional<T> result = world.limit().all(List.of(step), LONGEST).get(0);
        if (result.isEmpty()) fleet.forget(rental.instanceId());
        return result;
    }
}
