/** What guards remember: plans, ticks, decisions, orders, leases, and what they rented. */
@NullMarked
package io.vastctl.memory.guard;

import org.jspecify.annotations.NullMarked;
