package io.vastctl.guard.loop;

import io.vastctl.provision.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Bounded steps of a guard that says before and after each that it goes on; others of its relay go on meanwhile. */
final class KeptLimit implements Limit {

    private final Limit limit;
    private final Relay.Runner loop;
    private final Runnable stays;
    private final Consumer<String> said;

    /**
     * @param stays throws if another guard took the plan over
     * @param said hears why a step failed that was not cut off: its own words, which its empty result has not
     */
    KeptLimit(Limit limit, Relay.Runner loop, Runnable stays, Consumer<String> said) {
        this.said = said;
        this.limit = limit;
        this.loop = loop;
        this.stays = stays;
    }

    @Override
    public <T> List<Optional<T>> all(List<Callable<T>> steps, Duration longest) throws InterruptedException {
        stays.run();
        List<Callable<T>> heard = new ArrayList<>();
        for (Callable<T> step : steps) heard.add(() -> heard(step));
        List<Optional<T>> results = loop.aside(() -> limit.all(heard, longest));
        stays.run();
        return results;
    }

    private <T> T heard(Callable<T> step) throws Exception {
        try {
            return step.call();
        } catch (RuntimeException | Error e) {
            said.accept("a look or a command failed: " + e);
            throw e;
        }
    }

    /** Whoever made the bounds ends them. */
    @Override
    public void close() {}
}
