/** How an attempt went: its phases, and whose trouble a failure is. */
@NullMarked
package io.vastctl.outcome;

import org.jspecify.annotations.NullMarked;
