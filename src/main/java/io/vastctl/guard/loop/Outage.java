package io.vastctl.guard.loop;

import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;
import io.vastctl.memory.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A database that fails the loop. It is no reason to leave machines alone: what cannot wait is done without it, and
 * everything else waits until it can be written again.
 */
final class Outage {

    private final Teller teller;
    private Optional<StoreException> now = Optional.empty();
    private boolean told;

    Outage(Teller teller) {
        this.teller = teller;
    }

    /** A step of the loop. */
    @FunctionalInterface
    interface Step<E extends Exception> {
        void go() throws E;
    }

    /** A tick begins: perhaps it is over. */
    void next() {
        now = Optional.empty();
    }

    /** Whether the database has failed since the tick began. */
    boolean isNow() {
        return now.isPresent();
    }

    /** Does it, or notes that the database failed it. */
    <E extends Exception> void tried(Step<E> step) throws E {
        try {
            step.go();
        } catch (StoreException e) {
            failed(e);
        }
    }

    /** The same for what is asked of the database; empty if it failed. */
    <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (StoreException e) {
            failed(e);
            return Optional.empty();
        }
    }

    /** @throws StoreException that which failed */
    <T> T orThrow(Optional<T> answer) {
        return answer.orElseThrow(() -> now.orElseThrow());
    }

    private void failed(StoreException e) {
        if (now.isEmpty()) now = Optional.of(e);
        if (told) return;
        told = true;
        teller.told(new Action.Tell(
                Action.Tell.Urgency.ALARM,
                "database",
                e.getMessage() + "; until then the guard rents, renews and replaces nothing, and only ends what is"
                        + " critically hot"));
    }

    /** A tick ends. */
    void over() {
        if (told && now.isEmpty()) {
            told = false;
            teller.happened("the database works again, and so does the guard in full");
        }
    }

    /** What of the decisions is carried out: all of them, or what cannot wait until they can be noted. */
    List<Decision> left(List<Decision> decisions) {
        return isNow() ? decisions.stream().filter(Outage::cannotWait).toList() : decisions;
    }

    private static boolean cannotWait(Decision decision) {
        return decision.action() instanceof Action.CutOff
                || decision.action() instanceof Action.StopServer
                || decision.action() instanceof Action.Tell;
    }
}
