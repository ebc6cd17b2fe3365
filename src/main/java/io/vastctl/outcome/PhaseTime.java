package io.vastctl.outcome;

import java.time.Duration;

/** How long one attempt spent in one phase. */
public record PhaseTime(Phase phase, Duration duration) {}
