package io.vastctl.guard.loop;

import io.vastctl.provision.Relay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Bounded steps of a guard that says before and after each that it goes on; others of its relay go on meanwhile. */
final class KeptLimit implements Limit {

    private final Limit limit;
    private final Relay.Runner loop;
    private final Runnable stays;

    /** @param stays throws if another guard took the plan over */
    KeptLimit(Limit limit, Relay.Runner loop, Runnable stays) {
        this.limit = limit;
        this.loop = loop;
        this.stays = stays;
    }

    @Override
    public <T> List<Optional<T>> all(List<Callable<T>> steps, Duration longest) throws InterruptedException {
        stays.run();
        List<Optional<T>> results = loop.aside(() -> limit.all(steps, longest));
        stays.run();
        return results;
    }

    /** Whoever made the bounds ends them. */
    @Override
    public void close() {}
}
