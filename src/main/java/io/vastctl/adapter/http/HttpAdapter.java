package io.vastctl.adapter.http;

import io.vastctl.adapter.RunFiles;
import io.vastctl.adapter.ServerPower;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Assessment.Ready;
import io.vastctl.readiness.Assessment.WarmingUp;
import io.vastctl.readiness.LogReading;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * For any server: ready once a request on the machine is answered as the workload file says. Progress is more
 * bytes in the model caches, more of the GPU's memory in use, or a first answer. It fails only when the
 * process has ended.
 */
public final class HttpAdapter implements ReadinessAdapter {

    /** What servers say that listen while they load. */
    private static final int UNAVAILABLE = 503;

    private static final RunFiles FILES = RunFiles.onMachine("/root/.cache", "/tmp/vastctl-server");

    private final ServerStartScript startScript = new ServerStartScript(FILES);
    private final ServerProbes probes = new ServerProbes(FILES);

    @Override
    public String id() {
        return "http";
    }

    @Override
    public Duration startupWindow() {
        return Duration.ofMinutes(15);
    }

    @Override
    public String startScript(Workload workload) {
        return startScript.of(workload);
    }

    @Override
    public Optional<String> stopCommand(Workload workload) {
        return workload.startScript().isPresent() ? Optional.empty() : Optional.of(ServerPower.stop(FILES));
    }

    @Override
    public Optional<String> restartCommand(Workload workload) {
        return workload.startScript().isPresent() ? Optional.empty() : Optional.of(ServerPower.restart(FILES));
    }

    @Override
    public List<Probe> probes(Workload workload) {
        return probes.of(workload);
    }

    @Override
    public Optional<LogReading> logReading() {
        return Optional.of(new ServerReading(stallLimit()));
    }

    @Override
    public Assessment assess(ProbeReport now, Optional<ProbeReport> before) {
        if (!now.isTrustworthy())
            return new WarmingUp(
                    Phase.MODEL_DOWNLOAD, "unknown", OptionalDouble.empty(), false, "the probes did not run");
        ServerSight sight = ServerSight.of(now);
        Optional<ServerSight> last = before.filter(ProbeReport::isTrustworthy).map(ServerSight::of);
        if (sight.hasExited()) return dead(now, sight);
        if (now.stdout(ServerProbes.READY).startsWith("vastctl: neither"))
            return new Failed(
                    FailureClass.WORKLOAD_FATAL,
                    "no-http-client",
                    "the image has neither curl nor bash, so nobody on the machine can ask the server");
        HttpAnswer expected = now.workload().map(ServerProbes::expected).orElse(ServerProbes.ANYTHING);
        if (sight.reply().isPresent() && sight.reply().get().is(expected)) return new Ready();
        boolean vanished = sight.process().equals("absent")
                && last.filter(ServerSight::wasSeen).isPresent();
        return vanished ? dead(now, sight) : warmingUp(now, sight, last, expected);
    }

    private static Failed dead(ProbeReport now, ServerSight sight) {
        String exit = sight.process().replaceFirst("^exited ", "");
        return ServerDeath.of(ServerLog.of(sight.log()), now.stdout(ServerProbes.AUTOPSY), exit)
                .failed();
    }

    private static WarmingUp warmingUp(
            ProbeReport now, ServerSight sight, Optional<ServerSight> last, HttpAnswer expected) {
        boolean downloading = last.filter(sight::downloadedMoreThan).isPresent();
        boolean loading = last.filter(sight::loadedMoreThan).isPresent();
        if (sight.reply().isPresent()) {
            boolean first = last.filter(seen -> seen.reply().isEmpty()).isPresent();
            String missing = sight.reply().get().missing(expected).orElse("");
            boolean loads = sight.hasLoaded() || sight.reply().get().status() == UNAVAILABLE;
            return new WarmingUp(
                    loads && !downloading ? Phase.MODEL_LOAD : Phase.MODEL_DOWNLOAD,
                    "answering",
                    OptionalDouble.empty(),
                    first || downloading || loading,
                    "answers, but not as expected yet: " + expected.path() + ": " + missing);
        }
        if (sight.hasLoaded() && !downloading)
            return new WarmingUp(
                    Phase.MODEL_LOAD,
                    "loading",
                    OptionalDouble.empty(),
                    loading,
                    "the GPU holds " + sight.gpuMemoryMb().getAsLong() + " MB; the port does not answer yet");
        double modelGb = now.workload().map(Workload::modelGb).orElse(0.0);
        double gb = sight.cacheBytes().orElse(0) / 1e9;
        return new WarmingUp(
                Phase.MODEL_DOWNLOAD,
                downloading || sight.hasBegun() ? "downloading" : "starting",
                modelGb > 0 && gb > 0 ? OptionalDouble.of(Math.min(1, gb / modelGb)) : OptionalDouble.empty(),
                downloading || loading,
                String.format(Locale.ROOT, "%.1f GB of about %.1f GB are there", gb, modelGb));
    }
}
