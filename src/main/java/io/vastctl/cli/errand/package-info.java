/** Runs that nobody watches: their options, and their turn among others with the same memory. */
@NullMarked
package io.vastctl.cli.errand;

import org.jspecify.annotations.NullMarked;
