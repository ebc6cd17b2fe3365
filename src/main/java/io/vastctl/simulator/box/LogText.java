package io.vastctl.simulator.box;

import io.vastctl.simulator.market.ServerRun;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The log of a box's server as it grows: what was read before is not put together again. Safe for several threads. */
final class LogText {

    private ServerRun run;
    private int lines;
    private String text = "";
    private byte[] bytes = {};

    LogText(ServerRun run) {
        this.run = run;
    }

    /** As text. */
    synchronized String text(ServerRun now, Instant at) {
        read(now, at);
        return text;
    }

    /** As bytes, which are not to be changed. */
    synchronized byte[] bytes(ServerRun now, Instant at) {
        read(now, at);
        return bytes;
    }

    @SuppressWarnings("ReferenceEquality") // to compare two logs line by line would take longer than it saves
    private void read(ServerRun now, Instant at) {
        boolean same = now == run;
        int count = written(now.lines(), at, same ? lines : 0);
        if (same && count == lines) return;
        run = now;
        lines = count;
        bytes = now.log(at);
        text = new String(bytes, StandardCharsets.UTF_8);
    }

    /** How many lines are written by then, of which so many were before. */
    private static int written(List<ServerRun.Line> all, Instant at, int before) {
        int count = before > 0 && all.get(before - 1).at().isAfter(at) ? 0 : before;
        while (count < all.size() && !all.get(count).at().isAfter(at)) count++;
        return count;
    }
}
