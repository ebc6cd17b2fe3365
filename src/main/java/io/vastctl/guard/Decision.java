package io.vastctl.guard;

/**
 * What to do, by which rule, and why.
 *
 * @param reason one line with the numbers and their units
 */
public record Decision(Action action, Rule rule, String reason) {}
