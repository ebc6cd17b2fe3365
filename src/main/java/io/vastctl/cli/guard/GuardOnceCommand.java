package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard once}: one tick, for cron. */
@Command(
        name = "once",
        description = {
            "Look once, decide, act, and wait until what was begun is done; for cron.",
            "What is rented lives under its lease, so call it again well within that: every 10 minutes for the usual"
                    + " hour."
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
        return session.keep(plan, tick -> false);
    }
}
