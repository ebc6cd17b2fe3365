/** Looks at a rented machine over SSH: one connection, one remote exec per tick, and the operator's key. */
@NullMarked
package io.vastctl.ssh;

import org.jspecify.annotations.NullMarked;
