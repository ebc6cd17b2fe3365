package io.vastctl.provision;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.ranking.RankedOffer;
import java.time.Duration;
import java.util.Optional;

/** One of the attempts of a {@link Race}. */
public final class Contender implements Beside {

    /** Another attempt was verified before this one. */
    static final String LOST = "hedge-lost";
    /** The run had to end while this attempt was under way. */
    public static final String RUN_ENDED = "run-ended";

    private final Race race;
    private final Relay.Runner runner;
    private final int number;
    private final RankedOffer offer;
    private final double worstDollars;
    private Optional<Meter> meter = Optional.empty();
    private Optional<String> offSignature = Optional.empty();
    private String offEvidence = "";
    private Phase phase = Phase.CREATE;
    private Duration inPhase = Duration.ZERO;

    /** @param worstDollars USD that it costs at worst */
    Contender(Race race, Relay.Runner runner, int number, RankedOffer offer, double worstDollars) {
        this.race = race;
        this.runner = runner;
        this.number = number;
        this.offer = offer;
        this.worstDollars = worstDollars;
    }

    int number() {
        return number;
    }

    Relay.Runner runner() {
        return runner;
    }

    /** Whether that offer is on the same machine, or may be of the same host. */
    boolean isAkinTo(RankedOffer other) {
        long host = other.offer().hostId();
        return offer.offer().machineId() == other.offer().machineId()
                || host == 0
                || offer.offer().hostId() == host;
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

    /** Where the last look saw it. */
    Optional<Slowness> slowness(HedgeRule rule) {
        return isCalledOff() ? Optional.empty() : rule.slow(phase, inPhase);
    }

    /** It gives its rental back at its next look, which is now. The first reason counts. */
    void callOff(String signature, String evidence) {
        if (isCalledOff()) return;
        offSignature = Optional.of(signature);
        offEvidence = evidence;
        runner.rouse();
    }

    boolean isCalledOff() {
        return offSignature.isPresent();
    }

    @Override
    public void begins(Meter its) {
        meter = Optional.of(its);
    }

    @Override
    public void rest(Duration duration) throws InterruptedException {
        runner.doze(duration);
    }

    @Override
    public Optional<Failure> calledOff(Phase now) {
        // Where something of our own went wrong, nobody waits for the other's cleanup.
        race.trouble().ifPresent(trouble -> callOff(RUN_ENDED, "the run had to end: " + trouble));
        return offSignature.map(signature -> new Failure(FailureClass.LIMIT, signature, now, offEvidence));
    }

    @Override
    public void looked(Phase now, Duration since) {
        phase = now;
        inPhase = since;
        race.looked(this);
    }

    @Override
    public void verified() {
        race.verified(this);
    }

    @Override
    public void interrupted() {
        runner.interruptOthers();
    }

    @Override
    public double dollars() {
        return race.others(this).stream().mapToDouble(Contender::ownDollars).sum();
    }

    @Override
    public double dollarsPerHour() {
        return race.others(this).stream()
                .mapToDouble(Contender::ownDollarsPerHour)
                .sum();
    }
}
