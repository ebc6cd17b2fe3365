package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.Disposal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The destruction of one instance: asked for until it shows effect, and believed after good reads in a row, some
 * seconds apart. May be interrupted and taken up again.
 */
final class Eviction {

    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);

    private static final Duration BETWEEN_READS = Duration.ofSeconds(4);
    private static final int READS_FOR_ABSENCE = 2;
    /** Where no destroy was ever accepted, or no read ever showed it, absence may be a read that lags. */
    private static final int READS_IN_DOUBT = 6;
    /** A destroy that shows no effect for this long is sent again. */
    private static final Duration DESTROY_AGAIN = Duration.ofSeconds(20);

    private final Disposal api;
    private final Clock clock;
    private final Sleeper sleeper;
    private final long instanceId;
    private final Consumer<String> progress;
    private final Instant giveUp;
    private Instant nextDestroy;
    private boolean everSeen;
    private boolean accepted;
    private boolean lastReadGood;
    private int asked;
    private int absent;
    private String lastTrouble = "";

    /**
     * @param everSeen whether a good read or listing has shown the instance before
     * @param longest when to give up
     */
    Eviction(
            Disposal api,
            Clock clock,
            Sleeper sleeper,
            long instanceId,
            boolean everSeen,
            Duration longest,
            Consumer<String> progress) {
        this.api = api;
        this.clock = clock;
        this.sleeper = sleeper;
        this.instanceId = instanceId;
        this.everSeen = everSeen;
        this.progress = progress;
        nextDestroy = clock.instant();
        giveUp = nextDestroy.plus(longest);
    }

    /** @param enough told when there is no more time, besides what the constructor was told */
    DestroyVerdict toTheEnd(BooleanSupplier enough) throws InterruptedException {
        do {
            if (!clock.instant().isBefore(nextDestroy) && !(accepted && absent > 0)) sendDestroy();
            read();
            if (absent >= readsForAbsence()) return new DestroyVerdict.Destroyed(instanceId, evidence());
            sleeper.sleep(BETWEEN_READS);
        } while (clock.instant().isBefore(giveUp) && (!enough.getAsBoolean() || isAlmostProven()));
        return verdict();
    }

    /** The next read, seconds away, may complete the proof. */
    private boolean isAlmostProven() {
        return lastReadGood && absent > 0;
    }

    /** What is known without another look, short of the proof. */
    DestroyVerdict verdict() {
        return lastReadGood && absent == 0
                ? new DestroyVerdict.Leaked(instanceId, evidence())
                : new DestroyVerdict.Unknown(instanceId, evidence());
    }

    private int readsForAbsence() {
        return accepted && everSeen ? READS_FOR_ABSENCE : READS_IN_DOUBT;
    }

    private String evidence() {
        String destroys = asked + (asked == 1 ? " destroy" : " destroys") + (accepted ? "" : ", none accepted");
        String reads = absent > 0
                ? "absent on " + absent + (absent == 1 ? " good read" : " good reads in a row")
                : lastReadGood ? "still there on the last read" : "the last read failed";
        String never = everSeen ? "" : "; no read ever showed it";
        return destroys + "; " + reads + never + (lastTrouble.isEmpty() ? "" : "; last trouble: " + lastTrouble);
    }

    /** What it answers proves nothing; the reads decide. */
    private void sendDestroy() throws InterruptedException {
        nextDestroy = clock.instant().plus(DESTROY_AGAIN);
        asked++;
        try {
            api.destroy(instanceId);
            accepted = true;
        } catch (RuntimeException e) {
            LOG.warn("destroy of instance {}: {}", instanceId, e.getMessage());
            lastTrouble = String.valueOf(e.getMessage());
        }
    }

    private void read() throws InterruptedException {
        lastReadGood = false;
        try {
            Optional<Instance> seen = api.show(instanceId);
            lastReadGood = true;
            absent = seen.isPresent() ? 0 : absent + 1;
            everSeen |= seen.isPresent();
            progress.accept(absent > 0 ? "gone, reading once more" : "still there");
        } catch (RuntimeException e) {
            lastTrouble = String.valueOf(e.getMessage());
            progress.accept("cannot tell: " + lastTrouble);
        }
    }
}
