/** What is told outside: to an address, to a command. */
@NullMarked
package io.vastctl.cli.notice;

import org.jspecify.annotations.NullMarked;
