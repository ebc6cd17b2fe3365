package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.MarketTime;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How fast a card produces tokens: one reading of the whole model from its memory per token. */
final class TokenSpeed {

    private static final double FASTEST = 320;

    private final double tokensPerSecond;
    private final double firstTokenSeconds;
    private final DoubleSupplier pace;

    /** @param pace what the card's clocks leave of its speed now, as a factor */
    TokenSpeed(Contract contract, Chance chance, DoubleSupplier pace) {
        this.pace = pace;
        double modelGb = contract.modelGb();
        double bandwidth = contract.offer().number("gpu_mem_bw", 500);
        double luck = chance.between(0.9, 1.05, "tokens", contract.offer().machineId());
        this.tokensPerSecond = Math.min(FASTEST, bandwidth / modelGb * 0.7) * luck;
        this.firstTokenSeconds = 0.08 + modelGb * 0.015 + chance.between(0, 0.1, "first token", contract.id());
    }

    Duration timeFor(int tokens) {
        return MarketTime.seconds((firstTokenSeconds + (tokens - 1) / tokensPerSecond) / pace.getAsDouble());
    }
}
