package io.vastctl.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.outcome.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vastctl doctor}: is everything there that a run needs? */
@Command(
        name = "doctor",
        description =
                "Check key and its rights, credit, network, clock, SSH key, database, disk, Java and leftovers; rents nothing.")
public final class DoctorCommand extends BenchCommand {

    @Mixin
    SimulateOptions simulate = new SimulateOptions();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        List<Finding> findings = new Checkup(bench, simulate).findings();
        bench.results().show(() -> json(findings), () -> table(findings));
        return exitCode(findings).code();
    }

    /** Of the first that fails; a rental that may still be running outranks it. */
    public static ExitCode exitCode(List<Finding> findings) {
        List<ExitCode> codes = findings.stream()
                .filter(finding -> !finding.good())
                .map(Finding::exitCode)
                .toList();
        if (codes.contains(ExitCode.MAY_STILL_RUN)) return ExitCode.MAY_STILL_RUN;
        return codes.isEmpty() ? ExitCode.DONE : codes.get(0);
    }

    private static ObjectNode json(List<Finding> findings) {
        ObjectNode json = Json.document("doctor").put("good", findings.stream().allMatch(Finding::good));
        json.set("checks", checks(findings));
        return json;
    }

    public static ArrayNode checks(List<Finding> findings) {
        ArrayNode checks = Json.array();
        for (Finding finding : findings)
            checks.addObject()
                    .put("check", finding.check())
                    .put("good", finding.good())
                    .put("level", finding.level().name())
                    .put("detail", finding.detail())
                    .put("remedy", finding.remedy());
        return checks;
    }

    public static String table(List<Finding> findings) {
        TextTable table = new TextTable("CHECK", "", "DETAIL");
        for (Finding finding : findings)
            table.row(
                    finding.check(),
                    finding.level().name(),
                    finding.detail() + (finding.remedy().isEmpty() ? "" : "; " + finding.remedy()));
        return table.toString();
    }
}
