package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.simulator.remote.RemoteMarket;
import java.util.Optional;

/** What only a simulated market has: somebody who knows the truth. */
public sealed interface Backstage extends AutoCloseable {

    /** What really is, as {@code GET /simulator/truth} answers; empty if the market went away. */
    Optional<ObjectNode> truth();

    /** Whether what is rented outlives this command. */
    boolean goesOn();

    @Override
    void close();

    /** The market inside this process. */
    record Inside(SimulatedMarket market) implements Backstage {
        @Override
        public Optional<ObjectNode> truth() {
            return Optional.of(market.truth().json());
        }

        @Override
        public boolean goesOn() {
            return false;
        }

        @Override
        public void close() {
            market.close();
        }
    }

    /** One that {@code vastctl simulate serve} runs. */
    record Served(RemoteMarket market) implements Backstage {
        @Override
        public Optional<ObjectNode> truth() {
            return market.truth();
        }

        @Override
        public boolean goesOn() {
            return true;
        }

        @Override
        public void close() {
            market.close();
        }
    }
}
