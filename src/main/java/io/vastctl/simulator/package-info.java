/**
 * The simulated marketplace: a Vast.ai that runs in this process. {@link io.vastctl.simulator.Market} and
 * what it holds are pure state and rules without sockets; {@link io.vastctl.simulator.MarketServer} and
 * {@link io.vastctl.simulator.Boxes} put HTTP and SSH servers on loopback before them.
 */
@NullMarked
package io.vastctl.simulator;

import org.jspecify.annotations.NullMarked;
