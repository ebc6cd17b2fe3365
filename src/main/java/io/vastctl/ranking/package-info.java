/**
 * Offers, a policy and what we remember become an order. Pure: no clock, no file, no network; the same
 * input gives the same answer, whatever order the offers came in. The formula and its constants are
 * explained in {@code docs/ranking.md}.
 */
@NullMarked
package io.vastctl.ranking;

import org.jspecify.annotations.NullMarked;
