package io.vastctl.cli.guardian;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Flag;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.rentals.Rentals;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Settings;
import io.vastctl.instance.Instance;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.InventoryReport;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.ssh.SshConnector;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vastctl guardian export}: which rentals end when, and the key of each. */
@Command(
        name = "export",
        description = "Write a file with each rental of ours, when its lease ends, and the key that can end it.")
final class GuardianExportCommand extends BenchCommand {

    private static final String COMMAND = "guardian export";

    /** An SSH session lacks the variables of the container's first process. */
    private static final Probe KEY = Probe.run(
            "key", "tr '\\000' '\\n' < /proc/1/environ | sed -n 's/^CONTAINER_API_KEY=//p'", Duration.ofSeconds(10));

    @Option(
            names = "--out",
            paramLabel = "<file>",
            description = "Where to write it (default: guardian.json beside the database). It holds secrets.")
    @Nullable
    Path out;

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        Rentals rentals = Rentals.look(bench, COMMAND);
        Sweeping.name(rentals.swept().leftovers(), bench.terminal().err());
        MarketAccess market = rentals.market();
        List<InventoryReport.Row> rows =
                rentals.rows().stream().filter(GuardianExportCommand::isOurs).toList();
        URI apiUrl = Flag.value(bench.settings(), Settings.API_URL, bench.global().apiUrl);
        List<GuardianFile.Ward> wards = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        try (SshConnector ssh = new SshConnector(bench.keys().ssh(), market.clock())) {
            for (InventoryReport.Row row : rows) {
                Optional<Instant> end = row.entry().flatMap(entry -> entry.leaseUntil());
                Optional<String> key = end.isEmpty() ? Optional.empty() : key(market, ssh, row.instance());
                if (key.isPresent())
                    wards.add(new GuardianFile.Ward(row.instance().instanceId(), key.get(), end.orElseThrow(), apiUrl));
                else missing.add(leftOut(bench, row.instance().instanceId(), end.isPresent()));
            }
        }
        write(bench, new GuardianFile(wards), market.clock().instant(), missing);
        return missing.isEmpty() ? ExitCode.DONE.code() : ExitCode.INTERNAL.code();
    }

    private static boolean isOurs(InventoryReport.Row row) {
        return switch (row.rentalClass()) {
            case OURS, KEPT, OVERDUE -> true;
            case ORPHAN, RETURNED, OURS_UNKNOWN, FOREIGN -> false;
        };
    }

    private static Optional<String> key(MarketAccess market, SshConnector ssh, Instance listed)
            throws InterruptedException {
        Instance instance =
                market.api().show(listed.instanceId()).orElse(listed).withAddressesOf(listed);
        if (instance.sshEndpoints().isEmpty()) return Optional.empty();
        try (ProbeExecutor probes = ssh.open()) {
            ProbeLook look = probes.run(instance.sshEndpoints(), List.of(KEY));
            if (!(look instanceof ProbeLook.Answered answered)) return Optional.empty();
            return Optional.of(answered.report().stdout(KEY.name()).strip())
                    .filter(text -> text.matches("[!-~]{8,500}"));
        }
    }

    private static long leftOut(Workbench bench, long instanceId, boolean hasLease) {
        bench.terminal()
                .err()
                .println("vastctl: NOT GUARDED: instance " + instanceId
                        + (hasLease
                                ? ", whose key could not be read over SSH; try again once it is up"
                                : ", which has no lease: vastctl renew " + instanceId + " --lease 12h gives it one"));
        return instanceId;
    }

    private void write(Workbench bench, GuardianFile file, Instant now, List<Long> missing) {
        Path path = Optional.ofNullable(out)
                .orElseGet(() -> bench.stateFile().toAbsolutePath().resolveSibling("guardian.json"));
        try {
            file.write(path, now);
        } catch (IOException e) {
            throw new UsageException("--out " + path + " cannot be written: name a file in a folder that exists", e);
        }
        int count = file.wards().size();
        bench.results()
                .print(
                        () -> document(path, count, missing),
                        () -> (count == 0
                                        ? "Nothing to guard: " + path + " is empty."
                                        : Words.count(count, "instance", "instances") + " in " + path
                                                + ", which holds the keys: copy it to the guardian's machine, and keep it to"
                                                + " yourself.")
                                + System.lineSeparator());
    }

    private static ObjectNode document(Path path, int count, List<Long> missing) {
        ObjectNode json =
                Json.document("guardian-export").put("file", path.toString()).put("guarded", count);
        missing.forEach(json.putArray("notGuarded")::add);
        return json;
    }
}
