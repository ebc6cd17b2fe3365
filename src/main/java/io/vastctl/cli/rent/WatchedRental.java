package io.vastctl.cli.rent;

import io.vastctl.cli.live.Forecast;
import io.vastctl.cli.live.PhaseWords;
import io.vastctl.cli.live.RunStatus;
import io.vastctl.cli.text.Words;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import io.vastctl.provision.Cleanup;
import io.vastctl.provision.RunEvent;
import io.vastctl.readiness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was last heard of one attempt. */
final class WatchedRental {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final RunEvent.AttemptStarted start;
    private final Instant orderedAt;
    private Phase phase = Phase.CREATE;
    private String doing = PhaseWords.doing(Phase.CREATE);
    private Instant doingSince;
    private OptionalDouble progress = OptionalDouble.empty();
    private String detail = "";
    private double dollars;
    private Instant reckonedAt;
    private boolean rented;
    private boolean ending;
    private Optional<Verdict.Verified> verified = Optional.empty();
    private Optional<Failure> failure = Optional.empty();

    WatchedRental(RunEvent.AttemptStarted start, Instant now) {
        this.start = start;
        orderedAt = now;
        doingSince = now;
        reckonedAt = now;
    }

    void rented() {
        rented = true;
    }

    void looked(RunEvent.Looked look, Instant now) {
        Verdict.Pending pending = look.pending();
        phase = pending.phase();
        doing(PhaseWords.doing(phase), pending.detail(), now);
        progress = pending.progress();
        dollars = look.costDollars();
        reckonedAt = now;
    }

    void verified(Verdict.Verified good, Instant now) {
        verified = Optional.of(good);
        doing("verified", Words.answered(good), now);
    }

    void failed(Failure why, Instant now) {
        failure = Optional.of(why);
        doing("failed", why.signature(), now);
    }

    void cleaningUp(RunEvent.CleaningUp cleaning, Instant now) {
        ending = true;
        doing("destroying instance " + cleaning.instanceId(), cleaning.detail(), now);
    }

    private void doing(String what, String seen, Instant now) {
        if (!what.equals(doing)) doingSince = now;
        doing = what;
        detail = seen;
        progress = OptionalDouble.empty();
    }

    /** Whether it may still become ready. */
    boolean onItsWay() {
        return !ending && verified.isEmpty() && failure.isEmpty();
    }

    boolean isRented() {
        return rented;
    }

    boolean hasFailed() {
        return failure.isPresent();
    }

    long offerId() {
        return start.offer().offerId();
    }

    Phase phase() {
        return phase;
    }

    /** USD: what was reckoned at the last look, and the rent since. */
    double dollars(Instant now) {
        if (!rented) return dollars;
        return dollars
                + start.dollarsPerHour() * Duration.between(reckonedAt, now).toMillis() / MILLIS_PER_HOUR;
    }

    double dollarsPerHour() {
        return rented ? start.dollarsPerHour() : 0;
    }

    Optional<Duration> remaining(Forecast forecast, Optional<Duration> ranked, Instant now) {
        return forecast.remaining(
                phase, Duration.between(doingSince, now), progress, Duration.between(orderedAt, now), ranked);
    }

    RunStatus.Rental status(Instant now) {
        return new RunStatus.Rental(
                start.number(),
                start.offer().machineId(),
                start.offer().gpuName(),
                start.dollarsPerHour(),
                doing,
                Duration.between(doingSince, now),
                progress,
                detail);
    }

    /** The whole attempt in one line, once it is over. */
    String summary(Cleanup cleanup, Instant now) {
        String what = verified.map(good -> "ready: " + Words.answered(good))
                .or(() -> failure.map(
                        why -> "failed: " + why.failureClass() + " " + why.signature() + " in " + why.phase()))
                .orElse("stopped early");
        String end =
                cleanup.mayStillRun() ? "NOT PROVEN GONE" : cleanup == Cleanup.NONE ? "nothing rented" : cleanup.word();
        String blame = failure.map(why -> "; blames " + why.blames().word()).orElse("");
        return "Attempt " + start.number() + " " + what + "; " + end + ", about " + Words.dollars(dollars(now)) + ", "
                + Words.duration(Duration.between(orderedAt, now)) + "; machine "
                + start.offer().machineId() + ", "
                + Words.printable(start.offer().gpuName()) + blame;
    }
}
