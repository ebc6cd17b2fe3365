/** The marketplace's API: calls and answers over a market, and the HTTP server before them. */
@NullMarked
package io.vastctl.simulator.api;

import org.jspecify.annotations.NullMarked;
