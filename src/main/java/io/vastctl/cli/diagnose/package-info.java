/** {@code vastctl diagnose} and {@code runs bundle}: what a log says, and what to send along with a question. */
@NullMarked
package io.vastctl.cli.diagnose;

import org.jspecify.annotations.NullMarked;
