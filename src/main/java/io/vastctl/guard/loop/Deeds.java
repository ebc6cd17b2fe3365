package io.vastctl.guard.loop;

import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Duty;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Step;
import java.time.Instant;
import java.util.List;

/** What a decision leaves behind in the memory, before it is carried out. Pure. */
final class Deeds {

    private Deeds() {}

    static List<Rental> after(List<Rental> rentals, List<Decision> decisions, Instant now) {
        return rentals.stream().map(rental -> after(rental, decisions, now)).toList();
    }

    private static Rental after(Rental before, List<Decision> decisions, Instant now) {
        Rental rental = before;
        for (Decision decision : decisions)
            if (decision.action() instanceof Action.OnRental on && on.instanceId() == before.instanceId())
                rental = after(rental, decision, on, now);
        return rental;
    }

    private static Rental after(Rental rental, Decision decision, Action.OnRental action, Instant now) {
        if (action instanceof Action.Drain) return rental.on(new Duty.Draining(now, decision.rule()));
        if (action instanceof Action.Restore) return rental.on(new Duty.Serving());
        if (action instanceof Action.RestartServer) return rental.tried(Step.RESTART_SERVER, now);
        if (action instanceof Action.Reboot) return rental.tried(Step.REBOOT, now);
        if (action instanceof Action.Recycle) return rental.tried(Step.RECYCLE, now);
        if (action instanceof Action.ChangeBid bid) return Sightings.bid(rental, bid.dollarsPerHour(), now);
        return rental;
    }

    /** In a word. */
    static String word(Action action) {
        return action.getClass().getSimpleName();
    }

    /** The instance or endpoint that it is about. */
    static String subject(Action action) {
        if (action instanceof Action.OnRental on) return "instance " + on.instanceId();
        if (action instanceof Action.Rent rent) return rent.endpoint();
        if (action instanceof Action.BreakOff off) return off.endpoint();
        return ((Action.Tell) action).subject();
    }

    /** The endpoint that it is about; empty for a matter of none, such as the credit. */
    static String endpoint(Action action, Plan plan, List<Rental> rentals) {
        if (action instanceof Action.Rent rent) return rent.endpoint();
        String subject = subject(action);
        if (plan.endpoint(subject).isPresent()) return subject;
        return rentals.stream()
                .filter(rental -> subject.equals("instance " + rental.instanceId())
                        || subject.equals("instance " + rental.instanceId() + " of " + rental.endpoint()))
                .map(Rental::endpoint)
                .findFirst()
                .orElse("");
    }

    static boolean acts(Decision decision) {
        return !(decision.action() instanceof Action.Tell);
    }
}
