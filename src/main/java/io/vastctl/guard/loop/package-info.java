/**
 * The guard's loop: look, decide, write down, act, wait. All input and output of the guard is here; what is decided is
 * decided in {@link io.vastctl.guard}. Everything that touches the market runs in turns on one {@link
 * io.vastctl.provision.Relay}, so that nothing needs a lock and a simulated clock stays exact.
 */
@NullMarked
package io.vastctl.guard.loop;

import org.jspecify.annotations.NullMarked;
