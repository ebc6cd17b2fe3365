package io.vastctl.vast;

/**
 * A rental that the API says exists. The answer's {@code instance_api_key} is dropped here on purpose.
 *
 * @param instanceId the new contract
 */
public record Created(long instanceId) {}
