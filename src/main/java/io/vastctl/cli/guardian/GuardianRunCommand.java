package io.vastctl.cli.guardian;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.watch.Listening;
import io.vastctl.config.Durations;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.DestroyVerdict;
import io.vastctl.provision.Guardian;
import io.vastctl.simulator.remote.RemoteMarket;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.RestDisposal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl guardian run}: destroys what has expired, knowing nothing but the file. */
@Command(
        name = "run",
        description =
                "Destroy what has expired, and prove it. Needs nothing but the file: no account key, no database.")
final class GuardianRunCommand extends BenchCommand {

    @Parameters(paramLabel = "<file>", description = "As vastctl guardian export wrote it.")
    Path file = Path.of("");

    @Option(names = "--once", description = "Look once and end, for cron (the default).")
    boolean once;

    @Option(
            names = "--every",
            paramLabel = "<duration>",
            description = "Look again and again, and read the file anew each time, until a signal comes.")
    @Nullable
    String every;

    @Option(
            names = "--http",
            paramLabel = "<address:port>",
            description = "With --every: answer /healthz and /metrics to this computer at 127.0.0.1:9465, say; port 0 for"
                    + " any free one.")
    @Nullable
    String http;

    @Option(
            names = "--http-open",
            description = "Let other machines ask --http too, which may then name any address, such as 0.0.0.0:9465.")
    boolean httpOpen;

    @Option(
            names = "--metrics-file",
            paramLabel = "<file>",
            description = "Write figures after each look for Prometheus' textfile collector; end the name with .prom.")
    @Nullable
    Path metricsFile;

    /** @param verdict empty if it has not expired */
    private record Seen(GuardianFile.Ward ward, Optional<DestroyVerdict> verdict) {
        boolean mayStillRun() {
            return verdict.map(DestroyVerdict::mayStillRun).orElse(false);
        }

        String what() {
            return verdict.map(known -> known.mayStillRun() ? "NOT PROVEN GONE" : "destroyed")
                    .orElse("not expired");
        }
    }

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        if (once && every != null) throw new UsageException("--once and --every exclude each other");
        Optional<Duration> pause = Optional.ofNullable(every).map(GuardianRunCommand::pause);
        if (http != null && pause.isEmpty())
            throw new UsageException("--http goes with --every: a single look is over before anybody asks; it has"
                    + " --metrics-file");
        if (http == null && httpOpen)
            throw new UsageException("--http-open goes with --http, such as: --http 0.0.0.0:9465 --http-open");
        Optional<ReportFile> textfile =
                Optional.ofNullable(metricsFile).map(path -> new ReportFile("--metrics-file", path));
        textfile.ifPresent(ReportFile::check);
        try (GuardianFigures figures = GuardianFigures.of(
                bench, Optional.ofNullable(http).map(at -> Listening.at("--http", at, httpOpen)), textfile, pause)) {
            return rounds(bench, pause, figures);
        }
    }

    private int rounds(Workbench bench, Optional<Duration> pause, GuardianFigures figures)
            throws InterruptedException {
        while (true) {
            List<Seen> seen = round(bench, GuardianFile.read(file));
            boolean left = seen.stream().anyMatch(Seen::mayStillRun);
            // Under --quiet cron has nothing to mail: what was destroyed long ago is proven gone again at each call.
            if (left || global.json() || !global.quiet) bench.results().print(() -> json(seen), () -> text(seen));
            seen.stream().filter(Seen::mayStillRun).forEach(one -> name(bench, one));
            figures.show(last(bench, seen));
            if (Thread.interrupted()) throw new InterruptedException();
            if (pause.isEmpty()) return left ? ExitCode.MAY_STILL_RUN.code() : ExitCode.DONE.code();
            bench.sleeper().sleep(pause.get());
        }
    }

    private static GuardianMetrics.Last last(Workbench bench, List<Seen> seen) {
        int unproven = (int) seen.stream().filter(Seen::mayStillRun).count();
        int expired = (int) seen.stream().filter(one -> one.verdict().isPresent()).count();
        return new GuardianMetrics.Last(bench.wall().instant(), seen.size(), expired - unproven, unproven);
    }

    private static Duration pause(String text) {
        try {
            Duration pause = Durations.parse(text);
            if (pause.compareTo(Duration.ofSeconds(1)) >= 0) return pause;
        } catch (IllegalArgumentException e) {
            throw badPause(text);
        }
        throw badPause(text);
    }

    private static UsageException badPause(String text) {
        return new UsageException("--every: \"" + text + "\" is not a duration of a second or more, such as 5m");
    }

    private static List<Seen> round(Workbench bench, GuardianFile guarded) {
        List<Seen> seen = new ArrayList<>();
        for (GuardianFile.Ward ward : guarded.wards()) seen.add(look(bench, ward));
        return seen;
    }

    /** A market that is served on this machine has a time of its own. */
    private static Seen look(Workbench bench, GuardianFile.Ward ward) {
        Optional<RemoteMarket> simulated = RemoteMarket.find(ward.apiUrl(), bench.sleeper());
        try {
            return simulated.isPresent()
                    ? look(ward, simulated.get().clock(), simulated.get().sleeper())
                    : look(ward, bench.wall(), bench.sleeper());
        } finally {
            simulated.ifPresent(RemoteMarket::close);
        }
    }

    private static Seen look(GuardianFile.Ward ward, Clock clock, Sleeper sleeper) {
        if (clock.instant().isBefore(ward.expiresAt())) return new Seen(ward, Optional.empty());
        RestDisposal disposal;
        try {
            disposal = new RestDisposal(
                    ward.apiUrl(), ApiKey.of(ward.key()), clock, sleeper, new SplittableRandom(), notice -> {});
        } catch (IllegalArgumentException e) {
            throw new UsageException("instance " + ward.instanceId() + ": " + e.getMessage(), e);
        }
        return new Seen(ward, Optional.of(new Guardian(disposal, clock, sleeper).end(ward.instanceId())));
    }

    private static void name(Workbench bench, Seen seen) {
        bench.terminal()
                .err()
                .println("vastctl: MAY STILL BE RUNNING: instance "
                        + seen.ward().instanceId() + ", "
                        + seen.verdict().map(DestroyVerdict::evidence).orElse("")
                        + "; destroy it with: vastctl reap --yes, where its journal is");
        bench.terminal().err().flush();
    }

    private static ObjectNode json(List<Seen> all) {
        ObjectNode json = Json.document("guardian-run");
        ArrayNode list = json.putArray("instances");
        for (Seen seen : all)
            list.addObject()
                    .put("instanceId", seen.ward().instanceId())
                    .put("expiresAt", seen.ward().expiresAt().toString())
                    .put("verdict", seen.what().toLowerCase(Locale.ROOT).replace(' ', '_'));
        return json;
    }

    private static String text(List<Seen> all) {
        StringBuilder text = new StringBuilder();
        for (Seen seen : all)
            text.append("instance ")
                    .append(seen.ward().instanceId())
                    .append(": ")
                    .append(seen.what())
                    .append(
                            seen.verdict().isEmpty()
                                    ? ", ends at " + seen.ward().expiresAt()
                                    : "")
                    .append(System.lineSeparator());
        return text.toString();
    }
}
