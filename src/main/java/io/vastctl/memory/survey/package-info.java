/** What surveys remember: which machines they look at, and what was found. */
@NullMarked
package io.vastctl.memory.survey;

import org.jspecify.annotations.NullMarked;
