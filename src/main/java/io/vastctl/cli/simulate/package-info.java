/** {@code simulate}: a simulated marketplace that is served, and what is true there. */
@NullMarked
package io.vastctl.cli.simulate;

import org.jspecify.annotations.NullMarked;
