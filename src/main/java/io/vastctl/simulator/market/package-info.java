/**
 * The market itself: its clock, offers, contracts and their lives, faults and money. Pure state and rules;
 * everything follows from the seed, the scenario and the times of the calls.
 */
@NullMarked
package io.vastctl.simulator.market;

import org.jspecify.annotations.NullMarked;
