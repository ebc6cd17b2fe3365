/** The way to a marketplace: the real one by its key, or a simulated one, and whose clock tells the time there. */
@NullMarked
package io.vastctl.cli.market;

import org.jspecify.annotations.NullMarked;
