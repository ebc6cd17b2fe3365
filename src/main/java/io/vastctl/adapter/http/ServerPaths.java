package io.vastctl.adapter.http;

/**
 * Where things lie on the rented machine. Only tests use other places than {@link #ON_MACHINE}.
 *
 * @param cache below it models arrive: its growth is the only sign of a download
 * @param curlrc holds the API key for curl, so that it stands on no command line
 * @param marks prefix of the three files of a run: {@code .log}, {@code .pid}, {@code .exit}
 */
record ServerPaths(String cache, String curlrc, String marks) {

    static final ServerPaths ON_MACHINE =
            new ServerPaths("/root/.cache", "/root/.vastctl/curlrc", "/tmp/vastctl-server");

    String log() {
        return marks + ".log";
    }

    String pid() {
        return marks + ".pid";
    }

    String exit() {
        return marks + ".exit";
    }
}
