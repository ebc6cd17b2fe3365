package io.vastctl.simulator.market;

import java.time.Instant;
import java.util.Optional;

/** The host's free text on a contract: pull progress, the words of a failure, or success. */
final class StatusMessage {

    private static final int LAYERS = 14;

    private StatusMessage() {}

    static Optional<String> of(Life life, Order order, Instant now) {
        if (life.halted(now)) return life.halt().map(Life.Halt::message);
        if (now.isBefore(life.loadingAt())) return Optional.empty();
        double pulled = life.pulled(now);
        if (pulled < 1) return Optional.of(layer(order, pulled));
        if (now.isBefore(life.runningAt())) return Optional.of("");
        return Optional.of("success, running " + order.image().replace(':', '_') + "/ssh");
    }

    /** Docker tells of layers one after the other and never of bytes. */
    private static String layer(Order order, double pulled) {
        double position = pulled * LAYERS;
        int layer = (int) position;
        String name = new Chance(layer).hex(12, order.image());
        double within = position - layer;
        if (within < 0.3) return name + ": Pulling fs layer\n";
        if (within < 0.5) return name + ": Verifying Checksum\n";
        return name + (within < 0.8 ? ": Download complete\n" : ": Pull complete\n");
    }
}
