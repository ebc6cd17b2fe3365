/** {@code vastctl runs}: what happened, told from what was stored. */
@NullMarked
package io.vastctl.cli.runs;

import org.jspecify.annotations.NullMarked;
