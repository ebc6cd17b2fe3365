/** Pages about the history: all runs of a market, or one of them; figures first, then how they look. */
@NullMarked
package io.vastctl.report;

import org.jspecify.annotations.NullMarked;
