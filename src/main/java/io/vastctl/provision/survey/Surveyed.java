package io.vastctl.provision.survey;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.provision.Attempt;
import io.vastctl.provision.Attempts;
import io.vastctl.provision.Beside;
import io.vastctl.provision.Contender;
import io.vastctl.provision.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One machine of a survey while it is under way: its attempt, when its next look is due, and what it costs. */
final class Surveyed implements Beside {

    private final Fieldwork fieldwork;
    private final Survey.Candidate candidate;
    private final int number;
    private final double worstDollars;
    private Optional<Attempts.Open> open = Optional.empty();
    private Optional<Meter> meter = Optional.empty();
    private Instant due = Instant.MIN;
    private int looks;

    /** @param worstDollars USD that it costs at worst */
    Surveyed(Fieldwork fieldwork, Survey.Candidate candidate, int number, double worstDollars) {
        this.fieldwork = fieldwork;
        this.candidate = candidate;
        this.number = number;
        this.worstDollars = worstDollars;
    }

    Survey.Candidate candidate() {
        return candidate;
    }

    int number() {
        return number;
    }

    void begins(Attempts.Open attempt) {
        open = Optional.of(attempt);
    }

    Attempts.Open open() {
        return open.orElseThrow();
    }

    Attempt attempt() {
        return open().attempt();
    }

    Instant due() {
        return due;
    }

    /** How many looks were planned before this one. */
    int plan(Instant next) {
        due = next;
        return looks++;
    }

    /** USD that it may cost in all. */
    double worst() {
        return Math.max(worstDollars, ownDollars());
    }

    double ownDollars() {
        return meter.map(Meter::dollars).orElse(0.0);
    }

    double ownDollarsPerHour() {
        return meter.map(Meter::dollarsPerHour).orElse(0.0);
    }

    @Override
    public void begins(Meter its) {
        meter = Optional.of(its);
    }

    @Override
    public void rest(Duration duration) {
        throw new IllegalStateException("who waits for it has others to look at meanwhile");
    }

    @Override
    public Optional<Failure> calledOff(Phase phase) {
        return fieldwork
                .trouble()
                .map(why ->
                        new Failure(FailureClass.LIMIT, Contender.RUN_ENDED, phase, "the survey had to end: " + why));
    }

    @Override
    public void looked(Phase phase, Duration inPhase) {}

    @Override
    public void verified() {}

    @Override
    public void interrupted() {
        fieldwork.interrupted();
    }

    @Override
    public double dollars() {
        return fieldwork.dollarsBeside(this);
    }

    @Override
    public double dollarsPerHour() {
        return fieldwork.dollarsPerHourBeside(this);
    }
}
