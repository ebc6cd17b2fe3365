package io.vastctl.cli.guard;

import io.vastctl.cli.text.Words;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.guard.GuardLease;
import io.vastctl.time.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A guard behind another one of its plan: it asks for the plan again and again, in real time, and does nothing else. It
 * looks at no machine and calls no API.
 */
final class Standby {

    /** Between two questions: how much later than the plan is free it is taken over. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private final Keeper keeper;
    private final Optional<Instant> orderedEnd;
    private final Sleeper sleeper;
    private final Runnable sign;
    private final Consumer<GuardLease> waiting;
    private final Consumer<String> say;
    private boolean silent;
    private boolean toldToEnd;

    /**
     * @param orderedEnd as {@link Keeper#lastOrderedEnd} was before the plan was asked for
     * @param sleeper real time, whatever the market's is: nobody who only waits may move that
     * @param sign called before each wait
     * @param waiting told each time that another one keeps the plan, and at once of the first
     */
    Standby(
            Keeper keeper,
            Optional<Instant> orderedEnd,
            Sleeper sleeper,
            Runnable sign,
            Consumer<GuardLease> waiting,
            Consumer<String> say) {
        this.keeper = keeper;
        this.orderedEnd = orderedEnd;
        this.sleeper = sleeper;
        this.sign = sign;
        this.waiting = waiting;
        this.say = say;
    }

    /**
     * Waits until the plan is ours.
     *
     * @param first who keeps it now
     * @return false if it was let go of because the plan's guards were told to end, so that this one is to end too
     */
    boolean awaitPlan(GuardLease first) throws InterruptedException {
        say.accept("stands by: " + first.holder() + " keeps this plan");
        Optional<GuardLease> other = Optional.of(first);
        while (other.isPresent()) {
            waiting.accept(other.get());
            pause();
            other = asked();
        }
        if (toldToEnd) {
            keeper.giveWay();
            say.accept("the guard of this plan was told to end, and so this one ends, which stood by");
            return false;
        }
        say.accept("takes the plan over");
        return true;
    }

    /** A memory that does not answer is asked again: without it nobody can take anything over. */
    private Optional<GuardLease> asked() throws InterruptedException {
        while (true) {
            try {
                Optional<GuardLease> other = keeper.enter();
                toldToEnd = !keeper.lastOrderedEnd().equals(orderedEnd);
                if (silent) say.accept("the memory answers again; it stands by as before");
                silent = false;
                return other;
            } catch (StoreException e) {
                if (!silent)
                    say.accept("stands by, and asks again every " + Words.duration(EVERY) + ": " + e.getMessage());
                silent = true;
                pause();
            }
        }
    }

    private void pause() throws InterruptedException {
        sign.run();
        sleeper.sleep(EVERY);
    }
}
