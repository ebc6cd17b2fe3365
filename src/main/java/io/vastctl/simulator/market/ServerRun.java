package io.vastctl.simulator.market;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One start of vLLM in a box, known in full from its first second; what is seen depends on the time only.
 * An instant that never comes is {@link Instant#MAX}.
 *
 * @param start when the process started; MAX if nothing starts it
 * @param lines the log
 * @param downloadFrom the model begins to arrive
 * @param downloadTo the model is there
 * @param downloadedBytes what has arrived in the end
 * @param loadedAt the GPU's memory is taken
 * @param listeningAt the port opens
 * @param diedAt the process ends
 * @param exitCode of the process, once it ended
 * @param pid of the process
 * @param cachedBytes what an earlier run left in the model cache, part of {@code downloadedBytes}
 */
public record ServerRun(
        Instant start,
        List<Line> lines,
        Instant downloadFrom,
        Instant downloadTo,
        long downloadedBytes,
        Instant loadedAt,
        Instant listeningAt,
        Instant diedAt,
        int exitCode,
        int pid,
        long cachedBytes) {

    private static final long EMPTY_CACHE_BYTES = 4096;

    /** A piece of the log, its line end included. */
    public record Line(Instant at, String text) {}

    public ServerRun {
        lines = List.copyOf(lines);
    }

    /** A start with an empty model cache. */
    public ServerRun(
            Instant start,
            List<Line> lines,
            Instant downloadFrom,
            Instant downloadTo,
            long downloadedBytes,
            Instant loadedAt,
            Instant listeningAt,
            Instant diedAt,
            int exitCode,
            int pid) {
        this(start, lines, downloadFrom, downloadTo, downloadedBytes, loadedAt, listeningAt, diedAt, exitCode, pid, 0);
    }

    /** The same start with something in the model cache already. */
    ServerRun withCache(long bytes) {
        return new ServerRun(
                start,
                lines,
                downloadFrom,
                downloadTo,
                downloadedBytes,
                loadedAt,
                listeningAt,
                diedAt,
                exitCode,
                pid,
                bytes);
    }

    /** The same start with an end: what it would have written later is not written. */
    public ServerRun endedAt(Instant at, int code, String lastWords) {
        List<Line> said = new ArrayList<>();
        lines.stream().filter(line -> !line.at().isAfter(at)).forEach(said::add);
        if (!lastWords.isEmpty()) said.add(new Line(at, lastWords));
        return new ServerRun(
                start,
                said,
                downloadFrom,
                downloadTo,
                downloadedBytes,
                loadedAt,
                listeningAt,
                at,
                code,
                pid,
                cachedBytes);
    }

    /** The same start under another process number. */
    ServerRun numbered(int number) {
        return new ServerRun(
                start,
                lines,
                downloadFrom,
                downloadTo,
                downloadedBytes,
                loadedAt,
                listeningAt,
                diedAt,
                exitCode,
                number,
                cachedBytes);
    }

    /** Nothing ever starts. */
    static ServerRun none() {
        Instant never = Instant.MAX;
        return new ServerRun(never, List.of(), never, never, 0, never, never, never, 0, 0);
    }

    /** Whether the process was started. */
    public boolean begun(Instant now) {
        return !now.isBefore(start);
    }

    /** Whether the process runs. */
    public boolean alive(Instant now) {
        return begun(now) && now.isBefore(diedAt);
    }

    /** Whether the port is open. */
    public boolean listening(Instant now) {
        return alive(now) && !now.isBefore(listeningAt);
    }

    /** Whether it holds the memory of the cards. */
    public boolean loaded(Instant now) {
        return alive(now) && !now.isBefore(loadedAt);
    }

    /** The log file as it stands. */
    public byte[] log(Instant now) {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            if (line.at().isAfter(now)) break;
            text.append(line.text());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes in the model cache. */
    public long cacheBytes(Instant now) {
        return EMPTY_CACHE_BYTES + cachedBytes + arrivedBytes(now);
    }

    /** Bytes of the model that came over the line in this run. */
    long arrivedBytes(Instant now) {
        if (now.isBefore(downloadFrom)) return 0;
        Instant until = now.isBefore(diedAt) ? now : diedAt;
        double missing = Math.max(0, downloadedBytes - cachedBytes);
        if (!until.isBefore(downloadTo)) return (long) missing;
        double whole = Math.max(1, Duration.between(downloadFrom, downloadTo).toMillis());
        return (long) (missing * (Duration.between(downloadFrom, until).toMillis() / whole));
    }
}
