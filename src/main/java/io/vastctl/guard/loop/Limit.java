package io.vastctl.guard.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does several things and waits for none of them longer than it may take. */
public interface Limit extends AutoCloseable {

    /**
     * The results, in order; empty where one was cut off or failed. Whoever asks must not use again what was cut off.
     *
     * @param longest in real time, for all of them together
     */
    <T> List<Optional<T>> all(List<Callable<T>> steps, Duration longest) throws InterruptedException;

    @Override
    void close();

    /** One after the other, on the caller's thread: for markets inside this process, where nothing hangs. */
    static Limit none() {
        return new Limit() {
            @Override
            public <T> List<Optional<T>> all(List<Callable<T>> steps, Duration longest) throws InterruptedException {
                List<Optional<T>> results = new ArrayList<>();
                for (Callable<T> step : steps) {
                    try {
                        results.add(Optional.ofNullable(step.call()));
                    } catch (InterruptedException e) {
                        throw e;
                    } catch (Exception e) {
                        LOG.warn("a step failed", e);
                        results.add(Optional.empty());
                    }
                }
                return results;
            }

            @Override
            public void close() {}
        };
    }

    /** Side by side, on threads of their own. */
    static Limit real() {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "vastctl-guard-look");
            thread.setDaemon(true);
            return thread;
        });
        return new Limit() {
            @Override
            public <T> List<Optional<T>> all(List<Callable<T>> steps, Duration longest) throws InterruptedException {
                long end = System.nanoTime() + longest.toNanos();
                List<Future<T>> begun = new ArrayList<>();
                for (Callable<T> step : steps) begun.add(threads.submit(step));
                List<Optional<T>> results = new ArrayList<>();
                try {
                    for (Future<T> one : begun) results.add(result(one, end));
                } finally {
                    begun.forEach(one -> one.cancel(true));
                }
                return results;
            }

            @Override
            public void close() {
                threads.shutdownNow();
            }
        };
    }

    Logger LOG = LoggerFactory.getLogger(Limit.class);

    private static <T> Optional<T> result(Future<T> step, long end) throws InterruptedException {
        try {
            return Optional.ofNullable(step.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            LOG.warn("a step did not end in time and is cut off");
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.warn("a step failed", e.getCause());
            return Optional.empty();
        }
    }
}
