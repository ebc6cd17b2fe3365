package io.vastctl.guard;

import java.time.Duration;
import java.util.Optional;

/** What may still be committed, with what this tick has promised already. */
final class Funds {

    /** Sums of prices are not exact. */
    static final double DUST = 1e-9;

    private Funds() {}

    /** What stands in the way of renting or bidding more, by which rule. */
    record Refusal(Rule rule, String reason) {}

    /** Whether spend and credit are known well enough to commit more. */
    static Optional<Refusal> unknown(Situation situation) {
        Purse purse = situation.seen().purse();
        if (Runway.of(purse, situation.plan().budget(), 0, 0, situation.now()).isEmpty())
            return Optional.of(new Refusal(Rule.UNKNOWN_MONEY, "what was spent today or this month is unknown"));
        if (purse.balance().isEmpty() || Double.isNaN(purse.balance().getAsDouble()))
            return Optional.of(new Refusal(Rule.UNKNOWN_MONEY, "the account's credit is unknown"));
        return Optional.empty();
    }

    /** USD per hour that the budget of an hour leaves; may be negative. */
    static double room(Situation situation, Docket docket) {
        return situation.plan().budget().perHour() - situation.committed() - docket.promised();
    }

    /**
     * Whether so much more per hour is held by all budgets, until the leases that may be running have run out.
     *
     * @param more USD per hour
     * @param freed USD per hour of a rental that would go first
     */
    static Optional<Refusal> refuses(Situation situation, Docket docket, double more, double freed) {
        Optional<Refusal> unknown = unknown(situation);
        if (unknown.isPresent()) return unknown;
        double room = room(situation, docket) + freed;
        if (more > room + DUST)
            return Optional.of(new Refusal(
                    Rule.NO_MONEY,
                    Phrases.perHour(more) + " more is above the " + Phrases.perHour(room)
                            + " left of the hour's budget of "
                            + Phrases.perHour(situation.plan().budget().perHour())));
        Runway runway = runway(situation, situation.committed() + docket.promised() - freed + more);
        Duration least = least(situation.plan());
        if (runway.lasts(least, situation.now())) return Optional.empty();
        return Optional.of(new Refusal(
                Rule.NO_MONEY,
                "with " + Phrases.perHour(more) + " more " + runway.describe(situation.now()) + ", needed are "
                        + Phrases.span(least)));
    }

    /** Only where the spend is known. */
    static Runway runway(Situation situation, double perHour) {
        return Runway.of(situation.seen().purse(), situation.plan().budget(), perHour, own(situation), situation.now())
                .orElseThrow();
    }

    static double own(Situation situation) {
        return situation.rentals().stream().mapToDouble(situation::rate).sum();
    }

    /** A full lease, which nobody can end while the API is blind, and the time to react. */
    static Duration least(Plan plan) {
        return plan.absence().lease().plus(plan.absence().reaction());
    }

    static boolean creditIsLow(Situation situation) {
        Runway credit = Runway.credit(
                situation.seen().purse(),
                situation.plan().budget(),
                situation.committed(),
                own(situation),
                situation.now());
        return !credit.lasts(situation.plan().budget().lowCreditFor(), situation.now());
    }
}
