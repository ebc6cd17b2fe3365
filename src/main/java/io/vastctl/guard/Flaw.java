package io.vastctl.guard;

import io.vastctl.guard.Duty.Draining;
import io.vastctl.guard.ReplacementRules.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Why a rental should give way to another.
 *
 * @param dead nothing is expected of it any more: it goes without waiting for another
 */
record Flaw(Rule rule, String reason, boolean dead) {

    private static final Set<Rule> FAILING = EnumSet.of(
            Rule.STOPPED,
            Rule.OFFLINE,
            Rule.OUTBID,
            Rule.MISSING,
            Rule.STUCK_START,
            Rule.NOT_ANSWERING,
            Rule.HEALING_EXHAUSTED,
            Rule.SLOW);

    /** A look that comes sooner is the same look. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(10);

    /** Whether it is a failure that may have one cause with others, so that a storm suspends it. */
    boolean isFailure() {
        return FAILING.contains(rule);
    }

    /** The worst of its flaws, those that leave no hope first. */
    static Optional<Flaw> of(Rental rental, Situation situation) {
        return Stream.<Supplier<Optional<Flaw>>>of(
                        () -> gone(rental, situation),
                        () -> hardware(rental, situation),
                        () -> exhausted(rental, situation),
                        () -> heat(rental, situation),
                        () -> away(rental, situation),
                        () -> failing(rental, situation),
                        () -> contract(rental, situation))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .min(Comparator.comparing(flaw -> flaw.dead ? 0 : 1));
    }

    private static Optional<Flaw> gone(Rental rental, Situation situation) {
        if (hasLeft(rental, situation))
            return dead(Rule.LEASE_OVER, "its lease ran out, and it is not in the listing any more");
        Patience patience = situation.plan().replacement().patience();
        Optional<Instant> missing = rental.missingSince()
                .filter(since -> situation.lasted(since, patience.missing()))
                .filter(since -> rental.heard()
                        .filter(heard -> !situation.lasted(heard, patience.missing()))
                        .isEmpty());
        if (missing.isPresent())
            return dead(Rule.MISSING, "not in the listing " + Phrases.since(missing.get(), situation.now()));
        String since = Phrases.since(rental.lifeSince(), situation.now());
        if (rental.life() == Life.STOPPED && situation.lasted(rental.lifeSince(), patience.stopped()))
            return dead(Rule.STOPPED, "stopped " + since);
        if (rental.life() == Life.STARTING && situation.lasted(rental.lifeSince(), patience.starting()))
            return dead(Rule.STUCK_START, "starting " + since);
        return Optional.empty();
    }

    /** Two looks without it, after the end of its lease, and no sign of life since. */
    private static boolean hasLeft(Rental rental, Situation situation) {
        Optional<Instant> over =
                rental.leaseUntil().filter(until -> !situation.now().isBefore(until));
        return over.isPresent()
                && rental.missingSince()
                        .filter(since -> situation.lasted(since, SECOND_LOOK))
                        .isPresent()
                && rental.heard().filter(over.get()::isBefore).isEmpty();
    }

    private static Optional<Flaw> hardware(Rental rental, Situation situation) {
        if (!situation.broken(rental)) return Optional.empty();
        String reason =
                rental.hardware().evidence() + ", in " + rental.hardware().faultyLooks() + " looks in a row";
        return Optional.of(new Flaw(Rule.BROKEN_HARDWARE, reason, !situation.serves(rental)));
    }

    private static Optional<Flaw> exhausted(Rental rental, Situation situation) {
        if (!situation.fails(rental) || !Ladder.on(rental, situation).exhausted()) return Optional.empty();
        return dead(
                Rule.HEALING_EXHAUSTED,
                "no answer " + silence(rental, situation) + " and every step of healing was tried");
    }

    private static Optional<Flaw> heat(Rental rental, Situation situation) {
        Optional<Draining> drain = rental.duty().draining();
        boolean cooling = drain.filter(draining -> draining.rule() == Rule.HOT).isPresent();
        HeatLevel level = rental.heat().level();
        if (!level.atLeast(HeatLevel.HOT) && !(cooling && level == HeatLevel.WARM)) return Optional.empty();
        Duration patience = situation.plan().thermal().hotPatience();
        boolean hopeless = level.atLeast(HeatLevel.HOT)
                && drain.filter(draining -> situation.lasted(draining.since(), patience))
                        .isPresent();
        return Optional.of(new Flaw(Rule.HOT, rental.heat().describe(), hopeless));
    }

    private static Optional<Flaw> away(Rental rental, Situation situation) {
        Patience patience = situation.plan().replacement().patience();
        String since = Phrases.since(rental.lifeSince(), situation.now());
        if (rental.life() == Life.OFFLINE && situation.lasted(rental.lifeSince(), patience.offline()))
            return alive(Rule.OFFLINE, "host lost " + since);
        if (rental.life() == Life.OUTBID && situation.lasted(rental.lifeSince(), patience.outbid()))
            return alive(Rule.OUTBID, "outbid " + since);
        return Optional.empty();
    }

    private static Optional<Flaw> failing(Rental rental, Situation situation) {
        Health health = rental.health();
        Duration spareAfter = situation.plan().healing().spareAfter();
        if (situation.fails(rental)
                && health.failingSince()
                        .filter(since -> situation.lasted(since, spareAfter))
                        .isPresent())
            return alive(Rule.NOT_ANSWERING, "no answer " + silence(rental, situation) + ": " + health.why());
        if (situation.slow(rental)
                && !situation.fails(rental)
                && Ladder.on(rental, situation).restarted())
            return alive(
                    Rule.SLOW,
                    String.format(
                            Locale.ROOT,
                            "%.1f tokens/s for %d looks, usually %.1f",
                            health.speed(),
                            health.slowLooks(),
                            health.baseline()));
        return Optional.empty();
    }

    private static Optional<Flaw> contract(Rental rental, Situation situation) {
        Duration ahead = situation.plan().replacement().replaceAhead();
        Instant soon = Moments.after(situation.now(), ahead);
        boolean ends = rental.contractEnd().filter(end -> end.isBefore(soon)).isPresent();
        double limit = situation.ceiling(rental);
        double increased =
                rental.increase().map(Rental.PriceIncrease::dollarsPerHour).orElse(0.0);
        if (increased > limit && (ends || rental.contractEnd().isEmpty()))
            return alive(
                    Rule.PRICE_INCREASE,
                    "announced " + Phrases.perHour(increased) + ", limit " + Phrases.perHour(limit));
        return ends
                ? alive(
                        Rule.CONTRACT_END,
                        "the contract ends in "
                                + Phrases.span(Moments.between(
                                        situation.now(), rental.contractEnd().orElseThrow())))
                : Optional.empty();
    }

    private static String silence(Rental rental, Situation situation) {
        return rental.health()
                .failingSince()
                .map(since -> Phrases.since(since, situation.now()))
                .orElse("now");
    }

    private static Optional<Flaw> dead(Rule rule, String reason) {
        return Optional.of(new Flaw(rule, reason, true));
    }

    private static Optional<Flaw> alive(Rule rule, String reason) {
        return Optional.of(new Flaw(rule, reason, false));
    }
}
