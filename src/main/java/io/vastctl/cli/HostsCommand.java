package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.HostMemory;
import io.vastctl.memory.MachineDetail;
import io.vastctl.memory.MachineSummary;
import io.vastctl.memory.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vastctl hosts}: what we know about machines. */
@Command(
        name = "hosts",
        description = "What we know about machines and hosts.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HostsCommand.ListMachines.class, HostsCommand.Show.class})
final class HostsCommand extends ParentCommand {

    /** Lists the machines. */
    @Command(name = "list", description = "List the machines we rented: attempts, outcomes, speed, money.")
    static final class ListMachines extends BenchCommand {
        @Override
        int run(Workbench bench) {
            HostMemory memory = new HostMemory(bench.database());
            List<MachineSummary> machines = new ArrayList<>(memory.list(Origin.REAL));
            machines.addAll(memory.list(Origin.SIMULATED));
            bench.print(() -> json(machines), () -> table(machines));
            return 0;
        }

        private static ObjectNode json(List<MachineSummary> machines) {
            ObjectNode json = Json.document("hosts");
            ArrayNode list = json.putArray("machines");
            machines.forEach(machine -> list.add(machine(machine)));
            return json;
        }

        private static String table(List<MachineSummary> machines) {
            TextTable table = new TextTable(
                    "MACHINE",
                    "HOST",
                    "GPU",
                    "ATTEMPTS",
                    "READY",
                    "INFRA FAILED",
                    "TOKENS/S",
                    "SPENT",
                    "LAST",
                    "MARKET");
            for (MachineSummary machine : machines)
                table.row(
                        machine.machineId(),
                        machine.hostId(),
                        machine.gpuName(),
                        machine.attempts(),
                        machine.tally().successes(),
                        machine.tally().infraFailures(),
                        number(machine.measured().tokensPerSecond()),
                        Words.dollars(machine.costDollars()),
                        Words.moment(machine.lastSeen()),
                        machine.origin().word());
            return table.isEmpty() ? "No machine was rented yet." + System.lineSeparator() : table.toString();
        }
    }

    /** Shows one machine. */
    @Command(name = "show", description = "Show one machine: every attempt on it.")
    static final class Show extends BenchCommand {
        @Parameters(paramLabel = "<machine-id>", description = "The machine_id.")
        long machineId;

        @Override
        int run(Workbench bench) {
            MachineDetail detail = new HostMemory(bench.database())
                    .show(machineId)
                    .orElseThrow(() ->
                            new UsageException("machine " + machineId + " was never rented: see vastctl hosts list"));
            bench.print(() -> json(detail), () -> text(detail));
            return 0;
        }

        private static ObjectNode json(MachineDetail detail) {
            ObjectNode json = Json.document("host");
            json.setAll(machine(detail.summary()));
            ArrayNode attempts = json.putArray("attempts");
            detail.attempts().forEach(attempt -> attempts.add(StoredAttempt.json(attempt)));
            return json;
        }

        private static String text(MachineDetail detail) {
            MachineSummary summary = detail.summary();
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "Machine %d of host %d, %s (%s): %s, %d ready, %d failed on infrastructure, spent %s%n",
                    summary.machineId(),
                    summary.hostId(),
                    summary.gpuName(),
                    summary.origin().word(),
                    Words.count(summary.attempts(), "attempt", "attempts"),
                    summary.tally().successes(),
                    summary.tally().infraFailures(),
                    Words.dollars(summary.costDollars())));
            for (AttemptRow attempt : detail.attempts()) text.append(StoredAttempt.text(attempt));
            return text.toString();
        }
    }

    private static ObjectNode machine(MachineSummary machine) {
        ObjectNode json = Json.object()
                .put("machineId", machine.machineId())
                .put("hostId", machine.hostId())
                .put("gpu", machine.gpuName())
                .put("simulated", machine.origin() == Origin.SIMULATED)
                .put("attemptCount", machine.attempts())
                .put("successes", machine.tally().successes())
                .put("infraFailures", machine.tally().infraFailures())
                .put("costDollars", Words.rounded(machine.costDollars(), 6))
                .put("lastSeen", Words.iso(machine.lastSeen()));
        machine.measured().tokensPerSecond().ifPresent(rate -> json.put("tokensPerSecond", Words.rounded(rate, 1)));
        return json;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.valueOf(Words.rounded(value.getAsDouble(), 1)) : "-";
    }
}
