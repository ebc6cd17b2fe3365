/**
 * The guard's rules: what was observed and the plan become decisions, each with its rule and its reason. Pure: no
 * clock, no file, no network; the same input gives the same decisions. The rules, their bounds and their order stand in
 * {@code docs/guard-rules.md}, what they will never do in {@code docs/boundaries.md}.
 */
@NullMarked
package io.vastctl.guard;

import org.jspecify.annotations.NullMarked;
