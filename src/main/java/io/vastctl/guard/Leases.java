package io.vastctl.guard;

import io.vastctl.guard.Docket.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Leases of what stays are renewed in time, never beyond the end of the money; a lease that reaches further is cut shorter.
 * While the API is blind, only for those that are wanted, and for a bounded time.
 */
final class Leases {

    /** A machine destroys itself a little after its lease has run out. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    /** A machine takes no shorter lease. */
    private static final Duration SHORTEST = Duration.ofMinutes(2);

    /** The end of the money moves a little with each look: to cut a lease for that would cut it at every look. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private Leases() {}

    static void decide(Situation situation, Docket docket) {
        Purse purse = situation.seen().purse();
        Budget budget = situation.plan().budget();
        double own = Funds.own(situation);
        double all = situation.committed() + docket.promised();
        double ending = situation.rentals().stream()
                .filter(docket::ends)
                .mapToDouble(situation::rate)
                .sum();
        Optional<Instant> reach =
                Runway.of(purse, budget, all, own, situation.now()).map(Runway::end);
        Optional<Instant> limit = Runway.of(purse, budget, Math.max(0, all - ending), own, situation.now())
                .map(Runway::end);
        if (reach.isEmpty() || limit.isEmpty()) return;
        for (Rental rental : situation.rentals())
            if (!docket.ends(rental) && keepsTime(rental, situation) && mayLive(rental, situation))
                renew(rental, slackened(reach.get()), slackened(limit.get()), situation, docket);
    }

    private static Instant slackened(Instant end) {
        return Moments.moved(end, SLACK.negated());
    }

    /** Where nothing runs, no lease runs, and nobody is there to renew it. */
    private static boolean keepsTime(Rental rental, Situation situation) {
        return switch (rental.life()) {
            case RUNNING, STARTING, UNKNOWN ->
                rental.missingSince().isEmpty() || situation.seen().api() instanceof Sight.Blind;
            case STOPPED, OUTBID, OFFLINE -> false;
        };
    }

    private static boolean mayLive(Rental rental, Situation situation) {
        if (!(situation.seen().api() instanceof Sight.Blind blind)) return true;
        boolean leaving = rental.duty()
                .draining()
                .filter(drain -> drain.rule() != Rule.HOT)
                .isPresent();
        return !leaving
                && situation.wants(rental)
                && !Moments.lasted(blind.since(), situation.plan().absence().blindFor(), situation.now());
    }

    private static void renew(Rental rental, Instant reach, Instant limit, Situation situation, Docket docket) {
        AbsenceRules rules = situation.plan().absence();
        Instant now = situation.now();
        Instant full = Moments.after(now, rules.lease());
        Optional<Instant> until = rental.leaseUntil();
        boolean runsOut = until.filter(end -> end.isAfter(Moments.after(now, rules.renewAt())))
                .isEmpty();
        boolean tooLong = until.filter(end -> end.isAfter(Moments.after(limit, TOLERANCE)))
                .isPresent();
        Instant target = tooLong ? Moments.earlier(full, limit) : Moments.earlier(full, reach);
        boolean worth =
                tooLong || (runsOut && until.filter(end -> !target.isAfter(end)).isEmpty());
        if (!worth || Duration.between(now, target).compareTo(SHORTEST) < 0) return;
        String left = until.map(end -> Phrases.span(Moments.between(now, end)) + " left")
                .orElse("unknown");
        docket.put(
                Stage.LEASE,
                new Action.RenewLease(rental.instanceId(), target),
                Rule.LEASE,
                Phrases.rental(rental) + ": lease " + left + (tooLong ? ", cut to what the money reaches" : "")
                        + ", now " + Phrases.span(Moments.between(now, target)));
    }
}
