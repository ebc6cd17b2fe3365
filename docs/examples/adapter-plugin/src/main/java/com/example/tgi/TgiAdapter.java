package com.example.tgi;

import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Ready once text-generation-inference is healthy. Holds no state: one object serves all rentals. */
public final class TgiAdapter implements ReadinessAdapter {

    private static final String LOG = "/tmp/tgi.log";
    private static final String EXIT = "/tmp/tgi.exit";

    private static final SignatureTable CAUSES =
            SignatureTable.gpu().then(SignatureTable.fromResource(TgiAdapter.class, "tgi.signatures"));

    /** The launcher's own last words. */
    private static final Pattern SAID_GOODBYE = Pattern.compile("(?m)^Error: (?:ShardCannotStart|ShardFailed|DownloadError)");

    /** In the order in which the log shows them. */
    private enum Stage {
        STARTING("", Phase.MODEL_DOWNLOAD, "no sign of life yet"),
        DOWNLOADING("Starting check and download process", Phase.MODEL_DOWNLOAD, "the weights are on their way"),
        DOWNLOADED("Successfully downloaded weights", Phase.MODEL_LOAD, "the weights are there"),
        SHARDS("Starting shard", Phase.MODEL_LOAD, "the shards are being loaded"),
        SHARDS_READY("Shard ready", Phase.ENGINE_WARMUP, "the shards are ready"),
        WEBSERVER("Starting Webserver", Phase.API_UP, "the web server starts");

        private final String mark;
        private final Phase phase;
        private final String detail;

        Stage(String mark, Phase phase, String detail) {
            this.mark = mark;
            this.phase = phase;
            this.detail = detail;
        }

        static Stage of(String log) {
            Stage reached = STARTING;
            for (Stage stage : values()) if (log.contains(stage.mark)) reached = stage;
            return reached;
        }
    }

    @Override
    public String id() {
        return "tgi"; // the word in a workload's "adapter:"
    }

    @Override
    public Duration startupWindow() {
        return Duration.ofMinutes(20);
    }

    /**
     * Starts the server in the background and keeps log and exit code. The key comes in VLLM_API_KEY unless the
     * workload file names another variable under key-env; TGI reads API_KEY.
     */
    @Override
    public String startScript(Workload workload) {
        String serve = "text-generation-launcher --hostname 0.0.0.0 --port " + workload.port() + " --model-id \"$VASTCTL_MODEL\"";
        return "rm -f " + EXIT + "\n( trap '' HUP; " + serve + "; echo $? > " + EXIT + " ) > " + LOG
                + " 2>&1 < /dev/null &\n";
    }

    @Override
    public List<Probe> probes(Workload workload) {
        String health = "curl -s -m 4 -o /dev/null -w '%{http_code}' http://127.0.0.1:" + workload.port() + "/health";
        return List.of(
                Probe.run("tgi-health", health, Duration.ofSeconds(5)),
                Probe.run("tgi-exit", "cat " + EXIT + " 2>/dev/null", Duration.ofSeconds(5)),
                Probe.run("tgi-bytes", "du -sb /root/.cache/huggingface", Duration.ofSeconds(10)),
                Probe.follow("tgi-log", LOG, Duration.ofSeconds(5)));
    }

    @Override
    public Assessment assess(ProbeReport now, Optional<ProbeReport> before) {
        if (now.stdout("tgi-health").equals("200")) return new Assessment.Ready();
        String log = now.stdout("tgi-log");
        if (!now.stdout("tgi-exit").isBlank() || SAID_GOODBYE.matcher(log).find()) return dead(now, log);
        Stage stage = Stage.of(log);
        boolean later = before.filter(report -> Stage.of(report.stdout("tgi-log")).compareTo(stage) < 0)
                .isPresent();
        boolean moreBytes = before.filter(report -> bytes(now) - bytes(report) > 1_000_000)
                .isPresent();
        return new Assessment.WarmingUp(
                stage.phase, stage.name().toLowerCase(Locale.ROOT), share(now), later || moreBytes, stage.detail);
    }

    /** Nobody is blamed for what is not understood. */
    private static Assessment dead(ProbeReport now, String log) {
        return CAUSES.firstMatch(log)
                .<Assessment>map(match -> new Assessment.Failed(
                        match.signature().failureClass(), match.signature().id(), match.evidence()))
                .orElseGet(() -> new Assessment.Failed(
                        FailureClass.UNKNOWN,
                        "tgi-exited",
                        "exit code " + now.stdout("tgi-exit").strip()));
    }

    private static OptionalDouble share(ProbeReport now) {
        double gb = now.workload().map(Workload::modelGb).orElse(0.0);
        return gb > 0 ? OptionalDouble.of(Math.min(1, bytes(now) / gb / 1e9)) : OptionalDouble.empty();
    }

    private static long bytes(ProbeReport report) {
        String number = report.stdout("tgi-bytes").split("\\s", 2)[0];
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }
}
