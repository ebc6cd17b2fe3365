/** {@code offers}: what the market has, ranked or left out, and why; what to change when nothing is left. */
@NullMarked
package io.vastctl.cli.offers;

import org.jspecify.annotations.NullMarked;
