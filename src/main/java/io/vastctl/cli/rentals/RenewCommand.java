package io.vastctl.cli.rentals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ExplainOption;
import io.vastctl.cli.Flag;
import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.lease.LeaseState;
import io.vastctl.lease.LeaseTerms;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.InventoryReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl renew}: the machine's own lease begins anew. */
@Command(name = "renew", description = "Renew the lease of a kept rental on its machine, over SSH.")
public final class RenewCommand extends BenchCommand {

    /** As {@code up} gives it. */
    static final String LEASE = "12h";

    @Parameters(paramLabel = "<id>", description = "An instance, as vastctl instances lists it.")
    String id = "";

    @Option(
            names = "--lease",
            paramLabel = "<duration>",
            description = "From now on, 2m to 90d; it may also become shorter (default: " + LEASE + ").")
    @Nullable
    String lease;

    @Mixin
    ExplainOption explain = new ExplainOption();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        Duration length = length(Optional.ofNullable(lease).orElse(LEASE));
        long number = Rentals.number(id, bench);
        if (explain.explain)
            return new RequestPlan(bench, "renew", false).rentals().print();
        Rentals rentals = Rentals.look(bench, "renew");
        InventoryReport.Row row = rentals.kept(number);
        Optional<LeaseState> answer = new Renewal(bench, rentals.market()).ask(row.instance(), length);
        if (answer.isEmpty()) return ExitCode.INTERNAL.code();
        LeaseState state = answer.get();
        Instant until = rentals.market().clock().instant().plus(length);
        if (state.renewed()) rentals.renewed(row.entry().orElseThrow().label(), until);
        bench.results().print(() -> json(row, state, until), () -> text(number, state, until, length));
        return state.renewed() ? 0 : ExitCode.INTERNAL.code();
    }

    private static Duration length(String text) {
        Duration length = Flag.duration("--lease", text);
        if (length.compareTo(LeaseTerms.SHORTEST) < 0 || length.compareTo(LeaseTerms.LONGEST) > 0)
            throw new UsageException("--lease " + text + ": expected 2m to 90d");
        return length;
    }

    private static ObjectNode json(InventoryReport.Row row, LeaseState state, Instant until) {
        return Json.document("renew")
                .put("instanceId", row.instance().instanceId())
                .put("label", row.entry().orElseThrow().label())
                .put("renewed", state.renewed())
                .put("protects", state.protects())
                .put("detail", state.describe())
                .put("leaseUntil", Words.iso(until));
    }

    private static String text(long number, LeaseState state, Instant until, Duration length) {
        return "instance " + number + ": the lease " + state.describe()
                + (state.protects() ? "; it ends in " + Words.duration(length) + " (" + Words.moment(until) + ")" : "")
                + System.lineSeparator();
    }
}
