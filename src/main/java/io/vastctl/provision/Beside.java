package io.vastctl.provision;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import io.vastctl.time.Sleeper;
import java.time.Duration;
import java.util.Optional;

/** What one attempt has to do with another that may run beside it. */
public interface Beside {

    /** It has begun, and this is what it costs. */
    void begins(Meter meter);

    /** Waits until the next look is due; ends early once there is no use in waiting. */
    void rest(Duration duration) throws InterruptedException;

    /** Why the attempt may not go on because of the other, if there is a reason. */
    Optional<Failure> calledOff(Phase phase);

    /** A look has shown that it is still under way, so long in that phase. */
    void looked(Phase phase, Duration inPhase);

    /** It gave a token. */
    void verified();

    /** Somebody wants everything to stop. */
    void interrupted();

    /** USD that the other has cost so far. */
    double dollars();

    /** USD per hour that the other costs. */
    double dollarsPerHour();

    /** There is no other. */
    static Beside nobody(Sleeper sleeper) {
        return new Beside() {
            @Override
            public void begins(Meter meter) {}

            @Override
            public void rest(Duration duration) throws InterruptedException {
                sleeper.sleep(duration);
            }

            @Override
            public Optional<Failure> calledOff(Phase phase) {
                return Optional.empty();
            }

            @Override
            public void looked(Phase phase, Duration inPhase) {}

            @Override
            public void verified() {}

            @Override
            public void interrupted() {}

            @Override
            public double dollars() {
                return 0;
            }

            @Override
            public double dollarsPerHour() {
                return 0;
            }
        };
    }
}
