/** What a run looks like while it goes on: on a terminal, in a pipe, in silence. */
@NullMarked
package io.vastctl.cli.live;

import org.jspecify.annotations.NullMarked;
