package io.vastctl.cli;

import io.vastctl.provision.Leftover;
import io.vastctl.provision.Ownership;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is to be said by a process that leaves at once, from another thread than the one at work. */
public final class LastWords {

    private static final long PATIENCE_SECONDS = 2;

    private volatile Optional<Ownership> owner = Optional.empty();
    private volatile Optional<Runnable> reload = Optional.empty();
    private volatile String doneFirst = "what this command has rented is destroyed first (half a minute at most;"
            + " a second signal leaves at once, and may leave a rental running).";

    private volatile boolean over;
    private final CompletableFuture<Void> enough = new CompletableFuture<>();
    private boolean decided;
    private boolean signalled;

    void of(Ownership ownership) {
        owner = Optional.of(ownership);
    }

    /** What is done before the end, and what a second signal would do: the rest of a sentence. */
    public String doneFirst() {
        return doneFirst;
    }

    /** The same, for a command that does not just give back all that it has rented. */
    public void doneFirst(String words) {
        doneFirst = words;
    }

    /** What a hang-up means while this command is at work, in place of its end; null for its end. */
    public void reloadBy(@Nullable Runnable reaction) {
        reload = Optional.ofNullable(reaction);
    }

    /** A hang-up came. @return whether the command goes on, with its files read anew */
    public boolean reload() {
        Optional<Runnable> reaction = reload;
        reaction.ifPresent(Runnable::run);
        return reaction.isPresent();
    }

    /** Whether there may be something to destroy before the end. */
    public boolean mayHaveRented() {
        return owner.filter(Ownership::rents).isPresent();
    }

    /** The command is over; the process ends by itself. */
    void over() {
        over = true;
    }

    /** How the command ends stands from here on. @return whether a signal came before */
    synchronized boolean decide() {
        decided = true;
        return signalled;
    }

    /** Heeds a signal unless it comes too late to change how the command ends. @return whether it was heeded */
    public synchronized boolean unlessDecided(BooleanSupplier signal) {
        if (decided || !signal.getAsBoolean()) return false;
        signalled = true;
        return true;
    }

    /** Ends what the command still waits for, if how it ends stands. @return whether this was the first to do so */
    public synchronized boolean endWaiting() {
        return decided && enough.complete(null);
    }

    /** Done once somebody does not want to wait any more. */
    CompletableFuture<Void> enough() {
        return enough;
    }

    /** Whether there is nothing left to interrupt. */
    public boolean isOver() {
        return over;
    }

    /**
     * Names what is left, and leaves it to whoever sweeps next. The journal stays as it is.
     *
     * @return whether something may still be running
     */
    public boolean speak(PrintWriter err) {
        if (owner.isEmpty()) return false;
        Ownership ownership = owner.get();
        try {
            List<Leftover> left =
                    CompletableFuture.supplyAsync(ownership::abandon).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Sweeping.name(left, err);
            return !left.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Then the journal is told of by the one sentence that is always true.
        }
        err.println("vastctl: MAY STILL BE RUNNING: the journal could not be read in time;"
                + " see what is left with: vastctl reap --yes");
        err.flush();
        return true;
    }
}
