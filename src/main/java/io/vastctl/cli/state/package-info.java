/** {@code vastctl state}: check, copy and back up what is remembered. */
@NullMarked
package io.vastctl.cli.state;

import org.jspecify.annotations.NullMarked;
