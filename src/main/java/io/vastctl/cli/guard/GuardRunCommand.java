package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.watch.Listening;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard run}: the loop, until a signal or an order comes. */
@Command(
        name = "run",
        description = {
            "Keep a plan until a signal comes, or vastctl guard stop.",
            "SIGTERM ends it: rents under way are given back, what serves stays under its lease. SIGHUP reads the plan"
                    + " again; one with mistakes changes nothing."
        })
final class GuardRunCommand extends BenchCommand {

    @Mixin
    GuardPost post = new GuardPost();

    @Option(names = "--dry-run", description = "Look and decide; say what would be done, and do nothing.")
    boolean dryRun;

    @Option(
            names = "--http",
            paramLabel = "<address:port>",
            description =
                    "Show the guard on a read-only page of this computer, such as 127.0.0.1:9464, with /healthz and"
                            + " /metrics for programs; port 0 for any free one.")
    @Nullable
    String http;

    @Option(
            names = "--http-open",
            description = "Let other machines ask --http too, which may then name any address, such as 0.0.0.0:9464: for"
                    + " /healthz and /metrics, and for nothing else.")
    boolean httpOpen;

    @Option(
            names = "--standby",
            description = "Where another guard keeps the plan, wait until it is gone and take over, in place of exit code"
                    + " 75.")
    boolean standby;

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        if (standby && dryRun)
            throw new UsageException("--standby and --dry-run exclude each other: a dry run keeps no plan");
        if (http == null && httpOpen)
            throw new UsageException("--http-open goes with --http, such as: --http 0.0.0.0:9464 --http-open");
        Optional<Listening> page = Optional.ofNullable(http).map(address -> Listening.at("--http", address, httpOpen));
        PlanWatch plan = new PlanWatch(() -> post.setup(bench), line -> {
            bench.terminal().err().println("vastctl: " + line);
            bench.terminal().err().flush();
        });
        bench.lastWords().reloadBy(plan::reload);
        try {
            return new GuardSession(bench, post.guard(bench), dryRun)
                    .lasting(page, standby)
                    .keep(plan, (keeper, tick) -> true);
        } finally {
            bench.lastWords().reloadBy(null);
        }
    }
}
