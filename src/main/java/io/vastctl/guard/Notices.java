package io.vastctl.guard;

import io.vastctl.guard.Action.Tell.Urgency;
import java.time.Duration;
import java.util.List;

/** What the operator should know. */
final class Notices {

    /** The API fails now and then for a look or two. */
    private static final Duration BRIEF = Duration.ofMinutes(5);

    private Notices() {}

    static void decide(Situation situation, Docket docket) {
        if (situation.seen().api() instanceof Sight.Blind blind) {
            boolean long1 =
                    situation.lasted(blind.since(), situation.plan().absence().blindFor());
            docket.tell(
                    long1 || blind.refused()
                            ? Urgency.ALARM
                            : situation.lasted(blind.since(), BRIEF) ? Urgency.WARNING : Urgency.NOTE,
                    "api",
                    Rule.BLIND,
                    (blind.refused() ? "the API refuses the key; it has told nothing " : "the API has told nothing ")
                            + Phrases.since(blind.since(), situation.now()) + " (" + blind.why() + "); leases "
                            + (long1 ? "run out" : "are renewed"));
        }
        if (situation.jumped())
            docket.tell(
                    Urgency.NOTE,
                    "clock",
                    Rule.CLOCK_JUMP,
                    "the clock moved by "
                            + situation.seen().clockJump().orElseThrow().toSeconds() + " s against the steady one");
        situation
                .storm()
                .ifPresent(why -> docket.tell(Urgency.ALARM, "storm", Rule.STORM, why + "; nothing is replaced"));
        Funds.unknown(situation)
                .ifPresent(money -> docket.tell(Urgency.WARNING, "money", money.rule(), money.reason()));
        if (situation.seen().purse().doubted() && sinks(situation))
            docket.tell(
                    Urgency.WARNING,
                    "doubted credit",
                    Rule.UNKNOWN_MONEY,
                    "the credit reads as "
                            + Phrases.dollars(situation.seen().purse().balance().orElse(0))
                            + ", and no earlier reading, less what was spent since, bears that out; it is read once more"
                            + " before anything is given back");
        if (Funds.creditIsLow(situation))
            docket.tell(
                    Urgency.WARNING,
                    "credit",
                    Rule.LOW_CREDIT,
                    "credit "
                            + Phrases.dollars(situation.seen().purse().balance().orElse(0)) + ", floor "
                            + Phrases.dollars(situation.plan().budget().balanceFloor()) + ", committed "
                            + Phrases.perHour(situation.committed()));
        situation.rentals().forEach(rental -> rental(rental, situation, docket));
    }

    /** Whether rentals would go for it, if it is true. */
    private static boolean sinks(Situation situation) {
        return !Runway.credit(
                        situation.seen().purse(),
                        situation.plan().budget(),
                        situation.committed(),
                        Funds.own(situation),
                        situation.now())
                .lasts(situation.plan().absence().reaction(), situation.now());
    }

    private static void rental(Rental rental, Situation situation, Docket docket) {
        String subject = Phrases.rental(rental);
        if (rental.heat().level() == HeatLevel.WARM)
            docket.tell(
                    Urgency.NOTE,
                    subject,
                    Rule.WARM,
                    subject + " is warm: " + rental.heat().describe());
        double limit = situation.ceiling(rental);
        rental.increase()
                .ifPresent(increase -> docket.tell(
                        increase.dollarsPerHour() > limit ? Urgency.WARNING : Urgency.NOTE,
                        subject,
                        Rule.PRICE_INCREASE,
                        subject + ": the host announced " + Phrases.perHour(increase.dollarsPerHour()) + ", limit "
                                + Phrases.perHour(limit) + "; accept or reject it, the guard does neither"));
    }

    /** Endpoints that have fewer serving rentals than planned, in their hours. */
    static void shortfalls(Situation situation, List<Roster> rosters, Docket docket) {
        for (Roster roster : rosters) {
            PlannedEndpoint endpoint = roster.endpoint();
            if (!endpoint.hours().open(situation.now()) || roster.isServed(situation)) continue;
            docket.tell(
                    Urgency.WARNING,
                    endpoint.name(),
                    Rule.BELOW_COUNT,
                    endpoint.name() + " is served by " + Phrases.count(roster.serving(situation), "sound rental")
                            + " of " + endpoint.count() + " planned");
        }
    }
}
