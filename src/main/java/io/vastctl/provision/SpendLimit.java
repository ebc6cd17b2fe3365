package io.vastctl.provision;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The ceilings of a run as they bear on the attempt under way. */
public final class SpendLimit {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Ceilings ceilings;
    private final Clock clock;
    private final Instant startedAt;
    private final Set<String> warned = new HashSet<>();
    private Optional<Funds> funds = Optional.empty();
    private double spentBefore;
    private double spentAtLook;

    public SpendLimit(Ceilings ceilings, Clock clock) {
        this.ceilings = ceilings;
        this.clock = clock;
        startedAt = clock.instant();
    }

    /** The account as it is now, between two attempts. */
    void looked(Funds seen) {
        looked(seen, 0);
    }

    /**
     * The account as it is now.
     *
     * @param underWayDollars USD that the attempts under way have cost so far: they are in what was seen
     */
    void looked(Funds seen, double underWayDollars) {
        funds = Optional.of(seen);
        spentAtLook = spentBefore + underWayDollars;
    }

    /** Adds the cost of an attempt that is over. */
    public void spent(double dollars) {
        spentBefore += dollars;
    }

    public double spent() {
        return spentBefore;
    }

    /** What is left until the deadline. */
    Duration timeLeft() {
        Duration left = ceilings.deadline().minus(taken());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The ceiling that is reached, if one is, given the cost of the attempt under way in USD. */
    Optional<Failure> reached(Phase phase, double attemptDollars) {
        return firstReached(phase, now(attemptDollars));
    }

    /** The ceiling that one more attempt would break at worst, if it cost that much and took that long. */
    Optional<Failure> wouldReach(Phase phase, double worstDollars, Duration longest) {
        return firstReached(phase, atWorst(worstDollars, longest));
    }

    /** Every ceiling as it would stand after that. */
    List<Headroom> atWorst(double worstDollars, Duration longest) {
        List<Headroom> all = new ArrayList<>();
        all.add(SpendOutlook.deadline(taken(), ceilings.deadline()));
        all.addAll(money(worstDollars, longest));
        return all;
    }

    /**
     * The ceilings of which four fifths are used up, each told once.
     *
     * @param dollarsPerHour what the attempt under way costs
     */
    List<RunEvent.CeilingNear> nearing(double attemptDollars, double dollarsPerHour) {
        double rate = dollarsPerHour + funds.map(Funds::otherDollarsPerHour).orElse(0.0);
        return now(attemptDollars).stream()
                .filter(headroom -> headroom.isNear() && !headroom.isReached())
                .filter(headroom -> warned.add(headroom.ceiling()))
                .map(headroom -> near(headroom, rate))
                .toList();
    }

    private static RunEvent.CeilingNear near(Headroom headroom, double rate) {
        double left = headroom.limit() - headroom.used();
        boolean time = headroom.ceiling().equals("deadline");
        double minutes = time ? left / 60 : rate > 0 ? left / rate * 60 : Double.POSITIVE_INFINITY;
        String when = Double.isInfinite(minutes) ? "" : String.format(Locale.ROOT, ", reached in %.0f min", minutes);
        return new RunEvent.CeilingNear(headroom, headroom.evidence() + when);
    }

    private List<Headroom> now(double attemptDollars) {
        return atWorst(attemptDollars, Duration.ZERO);
    }

    private List<Headroom> money(double attemptDollars, Duration ahead) {
        double run = spentBefore + attemptDollars;
        Duration sinceLook =
                funds.map(seen -> Duration.between(seen.at(), clock.instant())).orElse(Duration.ZERO);
        return SpendOutlook.money(ceilings, funds, new SpendOutlook.Use(run, run - spentAtLook, sinceLook.plus(ahead)));
    }

    private static Optional<Failure> firstReached(Phase phase, List<Headroom> all) {
        return all.stream()
                .filter(Headroom::isReached)
                .findFirst()
                .map(headroom -> new Failure(FailureClass.LIMIT, headroom.ceiling(), phase, headroom.evidence()));
    }

    private Duration taken() {
        return Duration.between(startedAt, clock.instant());
    }

    /** USD for that time at that price. */
    static double dollars(double dollarsPerHour, Duration time) {
        return dollarsPerHour * time.toMillis() / MILLIS_PER_HOUR;
    }
}
