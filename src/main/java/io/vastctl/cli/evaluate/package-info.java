/** {@code simulate evaluate}: policies compared on many simulated markets. */
@NullMarked
package io.vastctl.cli.evaluate;

import org.jspecify.annotations.NullMarked;
