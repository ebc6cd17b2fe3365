package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.guard.Sight;
import io.vastctl.guard.loop.Keeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

    /** How long it looks on; what is still being rented then is waited for alone. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private Optional<Instant> begun = Optional.empty();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        GuardSession session = new GuardSession(bench, post.guard(bench), dryRun);
        PlanWatch plan = new PlanWatch(() -> post.setup(bench), line -> {});
        return session.keep(plan, this::goesOn);
    }

    /** What serves already is looked after while something else is rented. */
    private boolean goesOn(Keeper keeper, Keeper.Tick tick) {
        if (keeper.isToDestroy() && tick.seen().api() instanceof Sight.Sees) return true;
        Instant now = tick.seen().at();
        if (begun.isEmpty()) begun = Optional.of(now);
        return keeper.isAtWork() && now.isBefore(begun.get().plus(LONGEST));
    }
}
