package io.vastctl.provision;

import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A reading that several ask for, made once for all of them, one at a time. Nobody gets one that his own demand does not
 * allow: who needs what is so now waits for a reading that begins from now on. A reading that was refused is refused to all
 * who may have it. For the threads of one {@link Relay}, with the baton.
 */
final class SharedReading<T> {

    /** How often who waits for the reading of another looks whether it is there. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    /** Makes it. */
    @FunctionalInterface
    interface Source<T> {
        T read() throws InterruptedException;
    }

    /**
     * One that was made.
     *
     * @param number from 1, in the order in which they began
     * @param value empty if it was refused
     */
    record Reading<T>(
            long number, Instant begun, Instant ended, Optional<T> value, Optional<VastApiException> trouble) {

        private T get() {
            return value.orElseThrow(() -> trouble.orElseThrow());
        }
    }

    private final Clock clock;
    private final Sleeper sleeper;
    private long begun;
    private boolean underWay;
    private Optional<Reading<T>> latest = Optional.empty();

    SharedReading(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Whether somebody is making one. */
    boolean isUnderWay() {
        return underWay;
    }

    /** The last one that has ended; empty before the first. */
    Optional<Reading<T>> latest() {
        return latest;
    }

    /**
     * One that began from now on.
     *
     * @throws VastApiException if that one was refused
     */
    T fresh(Source<T> source) throws InterruptedException {
        long before = begun;
        return any(reading -> reading.number() > before, source);
    }

    /**
     * The latest, if it is one of those; else one that is made now, or that another is making.
     *
     * @throws VastApiException if that one was refused
     */
    T any(Predicate<Reading<T>> good, Source<T> source) throws InterruptedException {
        while (true) {
            Optional<Reading<T>> known = latest.filter(good);
            if (known.isPresent()) return known.get().get();
            if (underWay) sleeper.sleep(MOMENT);
            else return make(source).get();
        }
    }

    private Reading<T> make(Source<T> source) throws InterruptedException {
        underWay = true;
        long number = ++begun;
        Instant start = clock.instant();
        try {
            Reading<T> made;
            try {
                T value = source.read();
                made = new Reading<>(number, start, clock.instant(), Optional.of(value), Optional.empty());
            } catch (VastApiException e) {
                made = new Reading<>(number, start, clock.instant(), Optional.empty(), Optional.of(e));
            }
            latest = Optional.of(made);
            return made;
        } finally {
            underWay = false;
        }
    }
}
