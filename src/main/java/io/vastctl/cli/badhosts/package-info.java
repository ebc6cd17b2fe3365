/** The blacklist on the command line: list, add, explain, export, import. */
@NullMarked
package io.vastctl.cli.badhosts;

import org.jspecify.annotations.NullMarked;
