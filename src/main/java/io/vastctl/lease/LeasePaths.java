package io.vastctl.lease;

import java.util.regex.Pattern;

/**
 * Where things lie on the rented machine. Only tests use other places than {@link #ON_MACHINE}.
 *
 * @param file holds heartbeat and lease; the loop's pid and means stand beside it, in {@code .pid}
 * @param log what the loop did
 * @param environ the environment that the container was started with
 * @param search put after the container's own PATH, which Vast.ai's scripts may lack
 */
record LeasePaths(String file, String log, String environ, String search) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:-]+");

    static final LeasePaths ON_MACHINE = new LeasePaths(
            "/root/.vastctl-lease",
            "/var/log/vastctl-lease.log",
            "/proc/1/environ",
            ":/usr/local/bin:/usr/bin:/bin:/opt/conda/bin:/venv/main/bin");

    /** @throws IllegalArgumentException if a path would need quotes in a shell */
    LeasePaths {
        for (String path : new String[] {file, log, environ, search}) {
            if (!PLAIN.matcher(path).matches()) throw new IllegalArgumentException("no plain path: " + path);
        }
    }
}
