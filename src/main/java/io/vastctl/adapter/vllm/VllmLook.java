package io.vastctl.adapter.vllm;

import io.vastctl.readiness.ProbeReport;
import io.vastctl.workload.Workload;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a server at one moment, be it from probes or from a saved log: the one thing that verdicts are made of.
 *
 * @param process what became of the main process
 * @param health status that {@code /health} answered, 0 if nothing did; absent if it was not asked
 * @param models what {@code /v1/models} answered
 * @param run the server's log since it was last started
 * @param cacheBytes size of the model cache, 0 if unknown
 * @param host what the machine says besides: nvidia-smi, df, memory accounting; may be empty
 * @param workload what was started, if known
 */
record VllmLook(
        VllmProcess process,
        OptionalInt health,
        String models,
        VllmRun run,
        long cacheBytes,
        String host,
        Optional<Workload> workload) {

    private static final Pattern SIZE = Pattern.compile("^(\\d{1,18})\\s");
    private static final Pattern STATUS = Pattern.compile("\\d{3}");
    private static final int OK = 200;
    private static final int ENGINE_DEAD = 503;
    private static final int ENGINE_DEAD_ONCE = 500;

    static VllmLook at(ProbeReport report) {
        return new VllmLook(
                VllmProcess.of(report),
                status(report.stdout(VllmProbes.HEALTH).strip()),
                report.stdout(VllmProbes.MODELS),
                VllmRuns.lastIn(report.stdout(VllmProbes.LOG)),
                bytes(report.stdout(VllmProbes.CACHE)),
                report.stdout(VllmProbes.AUTOPSY),
                report.workload());
    }

    VllmProgress progress() {
        return run.progress(cacheBytes);
    }

    boolean isHealthy() {
        return health.isPresent() && health.getAsInt() == OK;
    }

    /** The engine says that it is gone: in its log, or by an answer that only a server without an engine gives. */
    boolean saysEngineGone() {
        return run.death().isEngineGone() || answersWithoutEngine();
    }

    boolean answersWithoutEngine() {
        int code = health.orElse(0);
        return code == ENGINE_DEAD || code == ENGINE_DEAD_ONCE;
    }

    private static OptionalInt status(String code) {
        return STATUS.matcher(code).matches() ? OptionalInt.of(Integer.parseInt(code)) : OptionalInt.empty();
    }

    private static long bytes(String du) {
        Matcher size = SIZE.matcher(du.strip() + " ");
        return size.find() ? Long.parseLong(size.group(1)) : 0;
    }
}
