/**
 * A small POSIX shell over a small file system in memory, for the machines of the simulated market. It knows
 * what operators and probes type: lists, pipes, redirections, quotes, variables, {@code if}, {@code for},
 * {@code while}, {@code case}, command substitution and arithmetic; and the usual programs for text and files.
 * It knows nothing of the market.
 */
@NullMarked
package io.vastctl.simulator.box.shell;

import org.jspecify.annotations.NullMarked;
