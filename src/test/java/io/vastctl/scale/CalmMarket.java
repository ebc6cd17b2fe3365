package io.vastctl.scale;

import io.vastctl.simulator.market.Scenario;
import java.time.Duration;

/** The calm market, larger and richer, with an API that answers at once. */
final class CalmMarket {

    /**
     * The clock stands still but for one caller at a time, so the answers of many would add up, and shorten the
     * intervals between calls that wait for their turn. Pages and intervals are what costs time, not the answer.
     */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** As many rows as a survey of a thousand asks for; what the marketplace gives is not documented. */
    private static final int ROWS = 2_000;

    private CalmMarket() {}

    /** With so many machines. */
    static Scenario of(int machines) {
        Scenario calm = Scenario.named("calm");
        return new Scenario(
                calm.name(),
                ROWS,
                1e6,
                calm.rates(),
                calm.machines(),
                calm.hosts(),
                calm.sizes(),
                calm.speeds(),
                new Scenario.Latency(AT_ONCE, AT_ONCE),
                calm.timeline(),
                calm.demand(),
                machines);
    }
}
