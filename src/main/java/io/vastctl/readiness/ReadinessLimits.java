package io.vastctl.readiness;

import java.time.Duration;

/**
 * How long the wait is patient, all configurable; the adapter's own window and stall limit come on top.
 *
 * @param infrastructureWindow from create to the first login, whatever the progress
 * @param infrastructureStall without any change while the image is pulled or the container starts
 * @param sshUnreachable SSH never reachable, counted from "running"
 * @param sshLost SSH gone after it was there
 * @param forwardingFailed the provider's proxy cannot reach the machine
 * @param keyRefused our key refused, counted from the moment it was attached again
 * @param containerExited the container down although it should run
 * @param startedAgain stopped without a word before it ever ran, and asked to start once more
 * @param endpointUnreachable the server up inside, silent outside
 * @param interval between two API looks while the machine starts or cannot be reached; the API's documentation
 *     recommends 10 s
 * @param workloadInterval between two looks inside the machine while the model keeps arriving, else half of it
 * @param apiInterval between two API looks while the machine answers over SSH
 */
public record ReadinessLimits(
        Duration infrastructureWindow,
        Duration infrastructureStall,
        Duration sshUnreachable,
        Duration sshLost,
        Duration forwardingFailed,
        Duration keyRefused,
        Duration containerExited,
        Duration startedAgain,
        Duration endpointUnreachable,
        Duration interval,
        Duration workloadInterval,
        Duration apiInterval) {

    public static final ReadinessLimits DEFAULTS = new ReadinessLimits(
            Duration.ofSeconds(600),
            Duration.ofSeconds(600),
            Duration.ofSeconds(180),
            Duration.ofSeconds(300),
            Duration.ofSeconds(180),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30));
}
