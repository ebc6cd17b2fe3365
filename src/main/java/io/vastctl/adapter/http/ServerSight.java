package io.vastctl.adapter.http;

import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The facts of one report.
 *
 * @param process {@code alive PID}, {@code exited CODE}, {@code absent}, or empty
 * @param cacheBytes in the model caches
 * @param gpuMemoryMb in use on all cards together
 */
record ServerSight(
        String process, Optional<ServerReply> reply, OptionalLong cacheBytes, OptionalLong gpuMemoryMb, String log) {

    /** A slow line brings no more between two looks; locks and lists of files are smaller. */
    private static final long LEAST_BYTES = 100_000;
    /** A CUDA context alone takes some hundred MB; less than this is nothing loaded. */
    private static final long LEAST_LOADED_MB = 64;

    static ServerSight of(ProbeReport report) {
        return new ServerSight(
                report.stdout(ServerProbes.PROCESS).strip(),
                ServerReply.parse(report.stdout(ServerProbes.READY)),
                firstNumber(report, ServerProbes.CACHE),
                sum(report, ServerProbes.MEMORY),
                report.stdout(ServerProbes.LOG));
    }

    boolean hasExited() {
        return process.startsWith("exited");
    }

    boolean wasSeen() {
        return process.startsWith("alive");
    }

    /** More bytes of the model than before; a few for a log or a lock do not count. */
    boolean downloadedMoreThan(ServerSight before) {
        return grew(cacheBytes, before.cacheBytes, LEAST_BYTES);
    }

    /** More of the GPU's memory taken than before. */
    boolean loadedMoreThan(ServerSight before) {
        return grew(gpuMemoryMb, before.gpuMemoryMb, LEAST_LOADED_MB);
    }

    /** Whether anything of the model is there. */
    boolean hasBegun() {
        return cacheBytes.orElse(0) >= LEAST_BYTES;
    }

    boolean hasLoaded() {
        return gpuMemoryMb.orElse(0) >= LEAST_LOADED_MB;
    }

    private static boolean grew(OptionalLong now, OptionalLong before, long least) {
        return now.isPresent() && before.isPresent() && now.getAsLong() - before.getAsLong() >= least;
    }

    private static OptionalLong firstNumber(ProbeReport report, String probe) {
        String word = report.stdout(probe).strip().split("\\s", 2)[0];
        return word.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(word)) : OptionalLong.empty();
    }

    private static OptionalLong sum(ProbeReport report, String probe) {
        if (!report.result(probe).map(ProbeResult::succeeded).orElse(false)) return OptionalLong.empty();
        return OptionalLong.of(report.stdout(probe)
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,9}"))
                .mapToLong(Long::parseLong)
                .sum());
    }
}
