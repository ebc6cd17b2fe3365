package io.vastctl.memory;

import java.time.Instant;

/**
 * One stored decision.
 *
 * @param action the kind in a word
 * @param subject the instance or endpoint it is about
 * @param rule by its published name
 * @param actionJson the whole action
 */
public record GuardDecisionRow(
        Instant at, String rule, String action, String subject, String reason, String actionJson) {}
