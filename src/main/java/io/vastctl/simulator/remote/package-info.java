/** A simulated market that another process serves, seen from a client: is it one, its clock, its truth. */
@NullMarked
package io.vastctl.simulator.remote;

import org.jspecify.annotations.NullMarked;
