package io.vastctl.blame;

/**
 * Names one attempt.
 *
 * @param number within the run, from 1
 */
public record AttemptKey(String runId, int number) {}
