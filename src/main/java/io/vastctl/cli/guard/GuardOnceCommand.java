package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.watch.Board;
import io.vastctl.cli.watch.Look;
import io.vastctl.guard.Sight;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.provision.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard once}: one tick, for cron. */
@Command(
        name = "once",
        description = {
            "Look, decide, act, and look on until what was begun is done; for cron.",
            "What is rented lives under its lease, so call it again well within that: every 10 minutes for the usual"
                    + " hour.",
            "An order to give everything back is carried out. Exit code 6 if something may still run, 7 if the API refuses"
                    + " the key, 1 if it told nothing."
        })
final class GuardOnceCommand extends BenchCommand {

    @Mixin
    GuardPost post = new GuardPost();

    @Option(names = "--dry-run", description = "Look and decide; say what would be done, and do nothing.")
    boolean dryRun;

    @Option(
            names = "--metrics-file",
            paramLabel = "<file>",
            description = "Write figures of the look for Prometheus' textfile collector; end the name with .prom. Where"
                    + " another guard keeps the plan, the file stays as it is.")
    @Nullable
    Path metricsFile;

    /** How long it looks on; what is still being rented then is waited for alone. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private Optional<Instant> begun = Optional.empty();
    private Optional<Keeper.Tick> last = Optional.empty();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        Optional<ReportFile> file = Optional.ofNullable(metricsFile).map(path -> new ReportFile("--metrics-file", path));
        file.ifPresent(ReportFile::check);
        GuardSession session = new GuardSession(bench, post.guard(bench), dryRun);
        PlanWatch plan = new PlanWatch(() -> post.setup(bench), line -> {});
        int code = session.keep(plan, this::goesOn);
        if (file.isPresent()) last.ifPresent(tick -> write(bench, file.get(), tick));
        return code;
    }

    /** What serves already is looked after while something else is rented. */
    private boolean goesOn(Keeper keeper, Keeper.Tick tick) {
        last = Optional.of(tick);
        if (keeper.isToDestroy() && tick.seen().api() instanceof Sight.Sees) return true;
        Instant now = tick.seen().at();
        if (begun.isEmpty()) begun = Optional.of(now);
        return keeper.isAtWork() && now.isBefore(begun.get().plus(LONGEST));
    }

    /** What was done stands, whether or not it can be told. */
    private void write(Workbench bench, ReportFile file, Keeper.Tick tick) {
        try {
            file.write(Board.figures(
                    Look.of(tick),
                    !dryRun,
                    bench.clock().instant(),
                    Redaction.hiding(bench.keys().secrets())::clean));
        } catch (RuntimeException e) {
            bench.terminal().err().println("vastctl: " + Trouble.of(e).line() + "; what the guard did stands");
            bench.terminal().err().flush();
        }
    }
}
