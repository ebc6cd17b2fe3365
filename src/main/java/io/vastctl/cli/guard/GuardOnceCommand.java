package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.guard.Sight;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard once}: one tick, for cron. */
@Command(
        name = "once",
        description = {
            "Look once, decide, act, and wait until what was begun is done; for cron.",
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

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        GuardSession session = new GuardSession(bench, post.guard(bench), dryRun);
        PlanWatch plan = new PlanWatch(() -> post.setup(bench), line -> {});
        return session.keep(
                plan, (keeper, tick) -> keeper.isToDestroy() && tick.seen().api() instanceof Sight.Sees);
    }
}
