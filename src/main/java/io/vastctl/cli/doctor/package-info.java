/** {@code vastctl doctor}: each check, with what it found and what to do about it. */
@NullMarked
package io.vastctl.cli.doctor;

import org.jspecify.annotations.NullMarked;
