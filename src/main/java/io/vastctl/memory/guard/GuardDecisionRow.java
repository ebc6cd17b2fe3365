package io.vastctl.memory.guard;

import java.time.Instant;

/**
 * One stored decision.
 *
 * @param rule by its published name
 * @param action the kind in a word
 * @param subject the instance or endpoint it is about
 * @param endpoint the endpoint of the plan that it is about; empty for a matter of none
 * @param actionJson the whole action
 */
public record GuardDecisionRow(
        Instant at, String rule, String action, String subject, String endpoint, String reason, String actionJson) {}
