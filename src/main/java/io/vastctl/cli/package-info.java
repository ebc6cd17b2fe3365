/** The command line: commands, options, tables, JSON, progress and exit codes. */
@NullMarked
package io.vastctl.cli;

import org.jspecify.annotations.NullMarked;
