package io.vastctl.config;

/**
 * The value that counts.
 *
 * @param source where it comes from, for people: {@code flag --max-price}, {@code environment
 *     VASTCTL_MAX_PRICE}, {@code stored setting max-price}, {@code /…/config.yaml:3} or {@code default}
 */
public record Resolved<T>(T value, String source) {}
