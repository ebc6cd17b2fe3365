/** The guard on the command line: its commands, its session in this process, what it tells, its service. */
@NullMarked
package io.vastctl.cli.guard;

import org.jspecify.annotations.NullMarked;
