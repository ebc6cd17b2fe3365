package io.vastctl.ssh;

import java.time.Duration;

/**
 * How long we wait in real time; no clock can hurry a network.
 *
 * @param login for one endpoint: connecting, agreeing on keys and logging in
 * @param execSlack for one tick, on top of its longest probe limit
 * @param heartbeat between two signs of life on a quiet connection; three unanswered ones end it
 */
record SshLimits(Duration login, Duration execSlack, Duration heartbeat) {

    static final SshLimits DEFAULT =
            new SshLimits(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(10));
}
