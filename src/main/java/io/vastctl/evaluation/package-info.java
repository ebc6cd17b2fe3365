/** Plays many runs on simulated markets in virtual time, and compares policies by what they cost and how they end. */
@NullMarked
package io.vastctl.evaluation;

import org.jspecify.annotations.NullMarked;
