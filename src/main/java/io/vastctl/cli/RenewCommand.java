package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.lease.LeaseState;
import io.vastctl.lease.LeaseTerms;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.InventoryReport;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.RenewingExecutor;
import io.vastctl.ssh.SshConnector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl renew}: the machine's own lease begins anew. */
@Command(name = "renew", description = "Renew the lease of a kept rental on its machine, over SSH.")
final class RenewCommand extends BenchCommand {

    /** As {@code up} gives it. */
    static final String LEASE = "12h";

    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    @Parameters(paramLabel = "<id>", description = "An instance, as vastctl instances lists it.")
    String id = "";

    @Option(
            names = "--lease",
            paramLabel = "<duration>",
            description = "From now on, 2m to 90d; it may also become shorter (default: " + LEASE + ").")
    @Nullable
    String lease;

    @Override
    int run(Workbench bench) throws InterruptedException {
        Duration length = length(Optional.ofNullable(lease).orElse(LEASE));
        long number = Rentals.number(id, bench);
        Rentals rentals = Rentals.look(bench, "renew");
        InventoryReport.Row row = rentals.kept(number);
        Optional<LeaseState> answer = ask(bench, rentals.market(), row, length);
        if (answer.isEmpty()) return ExitCode.INTERNAL.code();
        LeaseState state = answer.get();
        Instant until = rentals.market().clock().instant().plus(length);
        if (state.renewed()) rentals.renewed(row.entry().orElseThrow().label(), until);
        if (!state.protects())
            tell(bench, "the lease " + state.describe() + "; end it yourself: vastctl down " + number);
        bench.print(() -> json(row, state, until), () -> text(number, state, until, length));
        return state.renewed() ? 0 : ExitCode.INTERNAL.code();
    }

    private static Duration length(String text) {
        Duration length = Flag.duration("--lease", text);
        if (length.compareTo(LeaseTerms.SHORTEST) < 0 || length.compareTo(LeaseTerms.LONGEST) > 0)
            throw new UsageException("--lease " + text + ": expected 2m to 90d");
        return length;
    }

    /** Empty, and told, if the machine did not answer. */
    private Optional<LeaseState> ask(Workbench bench, MarketAccess market, InventoryReport.Row row, Duration length)
            throws InterruptedException {
        List<LeaseState> heard = new ArrayList<>();
        String trouble = "the renewal did not come to its end";
        try (SshConnector ssh = new SshConnector(bench.sshIdentity().keyPair(), market.clock());
                RenewingExecutor box =
                        new RenewingExecutor(ssh.open(), length, answer -> answer.ifPresent(heard::add))) {
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                if (attempt > 1) market.sleeper().sleep(BETWEEN_TRIES);
                ProbeLook look = box.run(row.instance().sshEndpoints(), List.of());
                if (!heard.isEmpty()) return Optional.of(heard.get(0));
                if (look instanceof ProbeLook.Unreachable unreachable) trouble = unreachable.detail();
            }
        }
        tell(bench, "the lease was not renewed: " + trouble);
        return Optional.empty();
    }

    private void tell(Workbench bench, String line) {
        bench.terminal().err().println("vastctl: instance " + id + ": " + line);
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
