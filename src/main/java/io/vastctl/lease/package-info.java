/**
 * The lease: a loop on the rented machine that destroys its own instance once nobody has renewed it for
 * too long. Texts for the machine's shell and what they answer; no I/O.
 */
@NullMarked
package io.vastctl.lease;

import org.jspecify.annotations.NullMarked;
