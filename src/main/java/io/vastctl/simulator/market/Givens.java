package io.vastctl.simulator.market;

/** What every contract of a market is made from. */
record Givens(Chance chance, FaultBook faults, PortSource ports, ServerWalk servers) {}
