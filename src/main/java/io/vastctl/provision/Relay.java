package io.vastctl.provision;

import io.vastctl.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Threads that share one baton: only who holds it runs. It is passed on at each sleep, to whoever is to wake first,
 * and who began first among equals. So what they share needs no locks, a clock that only moves when somebody sleeps
 * stays exact, and the same seed gives the same run.
 *
 * <p>Where the clock moves by itself ({@link #inRealTime}), nobody holds the baton while they sleep or wait for a network
 * ({@link Turn#aside}): one who waits for long holds up nobody.
 *
 * <p>An interruption of one of them is one of all of them, once; unless that one alone is {@link Runner#breakOff broken off}.
 */
public final class Relay {

    private final Clock clock;
    private final Sleeper sleeper;
    private final Object lock = new Object();
    /** In the order in which they began. */
    private final List<Runner> runners = new ArrayList<>();

    private final Runner first;
    private final boolean realTime;
    private Optional<Runner> holder;
    private boolean interrupted;

    /** Begins with the current thread; the clock stands still unless somebody sleeps. */
    public Relay(Clock clock, Sleeper sleeper) {
        this(clock, sleeper, false);
    }

    /** The same where the clock moves by itself. */
    public static Relay inRealTime(Clock clock, Sleeper sleeper) {
        return new Relay(clock, sleeper, true);
    }

    private Relay(Clock clock, Sleeper sleeper, boolean realTime) {
        this.realTime = realTime;
        this.clock = clock;
        this.sleeper = sleeper;
        first = new Runner(Thread.currentThread(), clock.instant());
        holder = Optional.of(first);
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

    /** Who runs, and where in its work, for people; empty while all sleep or wait for a network. From any thread. */
    public Optional<String> atWork() {
        Optional<Thread> thread;
        synchronized (lock) {
            thread = holder.map(runner -> runner.thread);
        }
        return thread.map(running -> {
            StackTraceElement[] stack = running.getStackTrace();
            return running.getName() + (stack.length == 0 ? "" : " in " + stack[0]);
        });
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
                .filter(runner -> !runner.away)
                .min(Comparator.comparing((Runner runner) -> runner.wakesAt));
        lock.notifyAll();
    }

    /** Whichever of the threads asks: for work that one begins and another goes on with. */
    public Turn anyone() {
        return new Turn() {
            @Override
            public void sleep(Duration duration) throws InterruptedException {
                current().sleep(duration);
            }

            @Override
            public <T, E extends Exception> T aside(Waiting<T, E> waiting) throws E, InterruptedException {
                return current().aside(waiting);
            }
        };
    }

    /** How one who takes turns with others waits. */
    public interface Turn extends Sleeper {

        /** What waits for a network, or for the time to pass. */
        @FunctionalInterface
        interface Waiting<T, E extends Exception> {
            T end() throws E, InterruptedException;
        }

        /**
         * Does something that may wait for long, and lets the others run meanwhile; then waits for its turn. It must touch
         * nothing that is shared without locks. Where the clock stands still unless somebody sleeps, nobody runs
         * meanwhile.
         */
        <T, E extends Exception> T aside(Waiting<T, E> waiting) throws E, InterruptedException;
    }

    /** One of the threads, and how it sleeps. */
    public final class Runner implements Turn {

        private final Thread thread;
        private Instant wakesAt;
        private boolean dozes;
        private boolean roused;
        private boolean away;
        private boolean brokenOff;

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

        @Override
        public <T, E extends Exception> T aside(Waiting<T, E> waiting) throws E, InterruptedException {
            if (!realTime) return waiting.end();
            synchronized (lock) {
                away = true;
                passOn();
            }
            try {
                return waiting.end();
            } finally {
                comeBack();
            }
        }

        /** Whatever comes: what follows is done with the baton. */
        private void comeBack() {
            boolean disturbed = false;
            synchronized (lock) {
                away = false;
                wakesAt = clock.instant();
                if (holder.isEmpty()) passOn();
                else lock.notifyAll();
                while (!isHolder()) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        disturbed = true;
                    }
                }
            }
            if (disturbed) Thread.currentThread().interrupt();
        }

        private boolean isHolder() {
            return holder.filter(this::equals).isPresent();
        }

        private void rest(Duration duration, boolean lightly) throws InterruptedException {
            if (realTime) restInRealTime(duration);
            else restInTurn(duration, lightly);
        }

        private void restInRealTime(Duration duration) throws InterruptedException {
            try {
                aside(() -> {
                    sleeper.sleep(duration);
                    return duration;
                });
            } catch (InterruptedException e) {
                passOnInterruption();
                throw e;
            }
        }

        private void restInTurn(Duration duration, boolean lightly) throws InterruptedException {
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
                passOnInterruption();
                throw e;
            }
        }

        /** An interruption is thrown when the turn has come: before that, others run. */
        private void awaitTurn() throws InterruptedException {
            boolean disturbed = false;
            while (!isHolder()) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    disturbed = true;
                    wakesAt = clock.instant();
                    passOnInterruption();
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

        /** Interrupts this one alone: the others go on. */
        public void breakOff() {
            synchronized (lock) {
                brokenOff = true;
                thread.interrupt();
            }
        }

        private void passOnInterruption() {
            synchronized (lock) {
                if (!brokenOff) interruptOthers();
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
                        if (isHolder()) lock.wait();
                        else awaitTurn();
                    } catch (InterruptedException e) {
                        disturbed = true;
                    }
                }
            }
            if (disturbed) thread.interrupt();
        }
    }
}
