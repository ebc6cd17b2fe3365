/**
 * Vast.ai's own client against the simulated market, without Python: the requests it sends were recorded, and each
 * stands in a script beside what its answer must hold for that client to go on. The scripts are the {@code .http}
 * files among the test resources of this package; {@link io.vastctl.simulator.official.Script} tells their form.
 */
@NullMarked
package io.vastctl.simulator.official;

import org.jspecify.annotations.NullMarked;
