package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Suggestion;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.memory.guard.GuardOrders;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard drain}: an endpoint kept empty until told otherwise. */
@Command(
        name = "drain",
        description = {
            "Keep an endpoint of a plan empty: its rentals get no new work, then they are given back.",
            "The order stands until it is lifted with --undo, also over restarts of the guard."
        })
final class GuardDrainCommand extends BenchCommand {

    @Mixin
    GuardPost post = new GuardPost();

    @Option(names = "--endpoint", paramLabel = "<name>", description = "Which (default: all of the plan).")
    @Nullable
    String endpoint;

    @Option(names = "--undo", description = "Lift the order: the endpoint is rented again.")
    boolean undo;

    @Override
    protected int run(Workbench bench) {
        List<String> names = post.setup(bench).plan().endpoints().stream()
                .map(PlannedEndpoint::name)
                .toList();
        if (endpoint != null && !names.contains(endpoint))
            throw new UsageException("--endpoint " + endpoint + ": the plan has " + String.join(", ", names)
                    + Suggestion.didYouMean(endpoint, names));
        List<String> meant = endpoint == null ? names : List.of(endpoint);
        GuardOrders orders = new GuardOrders(bench.database(), post.guard(bench));
        for (String name : meant)
            if (undo) orders.lift(GuardOrders.DRAIN, name);
            else orders.give(GuardOrders.DRAIN, name);
        bench.results()
                .done(String.join(", ", meant)
                        + (undo
                                ? ": rented again from the guard's next look on."
                                : ": kept empty from the guard's next look on; lift it with --undo."));
        return 0;
    }
}
