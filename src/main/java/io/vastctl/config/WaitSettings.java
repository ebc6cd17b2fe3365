package io.vastctl.config;

import java.time.Duration;
import java.util.List;

/** For how long a machine that starts is waited for, in each of its states, and how often it is looked at. */
public final class WaitSettings {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public static final Setting<Duration> INFRASTRUCTURE_WINDOW =
            wait("infrastructure-window", "10m", "Longest from the create request to the first SSH login.");
    public static final Setting<Duration> SSH_UNREACHABLE =
            wait("ssh-unreachable", "3m", "Longest without SSH after the API says running.");
    public static final Setting<Duration> SSH_LOST = wait("ssh-lost", "5m", "Longest without SSH after it was there.");
    public static final Setting<Duration> FORWARDING_FAILED =
            wait("forwarding-failed", "3m", "Longest that SSH may answer \"remote port forwarding failed\".");
    public static final Setting<Duration> KEY_REFUSED =
            wait("key-refused", "1m", "Longest that SSH may refuse a key after it was attached.");
    public static final Setting<Duration> PULL_STALL =
            wait("pull-stall", "10m", "Longest without progress while the image is pulled and started.");
    public static final Setting<Duration> POLL_INTERVAL =
            wait("poll-interval", "10s", "Time between two API looks at a rental that starts or cannot be reached.");

    private WaitSettings() {}

    /** In the order of the documentation. */
    static List<Setting<?>> all() {
        return List.of(
                INFRASTRUCTURE_WINDOW,
                SSH_UNREACHABLE,
                SSH_LOST,
                FORWARDING_FAILED,
                KEY_REFUSED,
                PULL_STALL,
                POLL_INTERVAL);
    }

    private static Setting<Duration> wait(String key, String defaultText, String description) {
        return Setting.of(key, Kinds.duration(SHORTEST), defaultText, "duration", description);
    }
}
