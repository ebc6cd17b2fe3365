/**
 * The simulated marketplace: a Vast.ai that runs in this process. {@code market} holds state and rules,
 * without sockets; {@code api} is the HTTP front; {@code box} is what runs on a rented machine;
 * {@code loopback} is what both of them serve with. {@link io.vastctl.simulator.SimulatedMarket} puts them
 * together.
 */
@NullMarked
package io.vastctl.simulator;

import org.jspecify.annotations.NullMarked;
