package io.vastctl.vast;

import java.time.Instant;
import java.util.Optional;

/**
 * What a renter wrote about a machine.
 *
 * @param problem the kind of trouble, in Vast.ai's words; empty when none was given
 * @param message the renter's own words, unchecked; empty when there are none
 */
public record MachineReport(String problem, String message, Optional<Instant> createdAt) {}
