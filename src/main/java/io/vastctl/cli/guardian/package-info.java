/** Guardians: a key and a list for another machine that destroys what has expired. */
@NullMarked
package io.vastctl.cli.guardian;

import org.jspecify.annotations.NullMarked;
