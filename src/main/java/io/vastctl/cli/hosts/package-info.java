/** What we know about machines and hosts, told from what was stored. */
@NullMarked
package io.vastctl.cli.hosts;

import org.jspecify.annotations.NullMarked;
