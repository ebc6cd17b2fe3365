/** Waiting, so that tests and simulations can do it without time passing. */
@NullMarked
package io.vastctl.time;

import org.jspecify.annotations.NullMarked;
