package io.vastctl.provision;

import io.vastctl.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Threads that share one baton: only who holds it runs. It is passed on at each sleep, to whoever is to wake first,
 * and who began first among equals. So what they share needs no locks, a clock that only moves when somebody sleeps
 * stays exact, and the same seed gives the same run.
 *
 * <p>An interruption of one of them is one of all of them, once.
 */
public final class Relay {

    private final Clock clock;
    private final Sleeper sleeper;
    private final Object lock = new Object();
    /** In the order in which they began. */
    private final List<Runner> runners = new ArrayList<>();

    private final Runner first;
    private Runner holder;
    private boolean interrupted;

    /** Begins with the current thread. */
    public Relay(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
        first = new Runner(Thread.currentThread(), clock.instant());
        holder = first;
        runners.add(first);
    }

    /** The thread that it began with. */
    public Runner first() {
        return first;
    }

    /**
     * Begins work on a thread of its own, when its turn comes. For who holds the baton.
     *
     * @param work must not throw
     */
    public void start(String name, Consumer<Runner> work) {
        Thread thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        synchronized (lock) {
            runners.add(new Runner(thread, clock.instant()));
            if (interrupted) thread.interrupt();
        }
        thread.start();
    }

    private void run(Consumer<Runner> work) {
        Runner self = current();
        try {
            self.takeTurn();
            work.accept(self);
        } finally {
            synchronized (lock) {
                runners.remove(self);
                passOn();
            }
        }
    }

    /** Whether nobody but the first is left. */
    public boolean isAlone() {
        synchronized (lock) {
            return runners.size() == 1;
        }
    }

    private Runner current() {
        synchronized (lock) {
            return runners.stream()
                    .filter(runner -> runner.thread.equals(Thread.currentThread()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void passOn() {
        holder = runners.stream()
                .min(Comparator.comparing((Runner runner) -> runner.wakesAt))
                .orElseThrow();
        lock.notifyAll();
    }

    /** One of the threads, and how it sleeps. */
    public final class Runner implements Sleeper {

        private final Thread thread;
        private Instant wakesAt;
        private boolean dozes;
        private boolean roused;

        private Runner(Thread thread, Instant wakesAt) {
            this.thread = thread;
            this.wakesAt = wakesAt;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            rest(duration, false);
        }

        /** The same, but ends early when it is roused, and from then on at once. */
        void doze(Duration duration) throws InterruptedException {
            if (!roused) rest(duration, true);
        }

        /** Ends its dozing; a sleep goes on. For who holds the baton. */
        void rouse() {
            synchronized (lock) {
                roused = true;
                if (dozes) wakesAt = clock.instant();
            }
        }

        private void rest(Duration duration, boolean lightly) throws InterruptedException {
            try {
                synchronized (lock) {
                    wakesAt = clock.instant().plus(duration);
                    dozes = lightly;
                    passOn();
                    awaitTurn();
                    dozes = false;
                }
                Duration left = Duration.between(clock.instant(), wakesAt);
                if (left.compareTo(Duration.ZERO) > 0) sleeper.sleep(left);
                else if (Thread.interrupted()) throw new InterruptedException();
            } catch (InterruptedException e) {
                dozes = false;
                interruptOthers();
                throw e;
            }
        }

        /** An interruption is thrown when the turn has come: before that, others run. */
        private void awaitTurn() throws InterruptedException {
            boolean disturbed = false;
            while (!holder.equals(this)) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    disturbed = true;
                    wakesAt = clock.instant();
                    interruptOthers();
                }
            }
            if (disturbed) throw new InterruptedException();
        }

        private void takeTurn() {
            synchronized (lock) {
                try {
                    awaitTurn();
                } catch (InterruptedException e) {
                    thread.interrupt();
                }
            }
        }

        /** Tells the others of an interruption, the first time. */
        public void interruptOthers() {
            synchronized (lock) {
                if (interrupted) return;
                interrupted = true;
                for (Runner other : runners) if (!other.equals(this)) other.thread.interrupt();
            }
        }

        /** Lets the others run to their ends. An interruption meanwhile is theirs too, and in the flag afterwards. */
        public void awaitOthers() {
            boolean disturbed = Thread.interrupted();
            if (disturbed) interruptOthers();
            synchronized (lock) {
                while (runners.size() > 1) {
                    wakesAt = Instant.MAX;
                    passOn();
                    try {
                        awaitTurn();
                    } catch (InterruptedException e) {
                        disturbed = true;
                    }
                }
            }
            if (disturbed) thread.interrupt();
        }
    }
}
