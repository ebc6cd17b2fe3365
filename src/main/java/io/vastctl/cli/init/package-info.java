/** {@code vastctl init}: the first steps, each with its question. */
@NullMarked
package io.vastctl.cli.init;

import org.jspecify.annotations.NullMarked;
