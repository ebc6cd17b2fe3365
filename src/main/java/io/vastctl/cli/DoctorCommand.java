package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.outcome.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vastctl doctor}: is everything there that a run needs? */
@Command(
        name = "doctor",
        description = "Check key, balance, right to destroy, clock, SSH key, database and adapters; rents nothing.")
final class DoctorCommand extends BenchCommand {

    @Mixin
    SimulateOptions simulate = new SimulateOptions();

    @Override
    int run(Workbench bench) throws InterruptedException {
        List<Finding> findings = new Checkup(bench, simulate).findings();
        bench.print(() -> json(findings), () -> table(findings));
        return findings.stream()
                .filter(finding -> !finding.good())
                .findFirst()
                .map(finding -> finding.exitCode().code())
                .orElse(ExitCode.DONE.code());
    }

    private static ObjectNode json(List<Finding> findings) {
        ObjectNode json = Json.document("doctor").put("good", findings.stream().allMatch(Finding::good));
        ArrayNode checks = json.putArray("checks");
        for (Finding finding : findings)
            checks.addObject()
                    .put("check", finding.check())
                    .put("good", finding.good())
                    .put("level", finding.level().name())
                    .put("detail", finding.detail())
                    .put("remedy", finding.remedy());
        return json;
    }

    private static String table(List<Finding> findings) {
        TextTable table = new TextTable("CHECK", "", "DETAIL");
        for (Finding finding : findings)
            table.row(
                    finding.check(),
                    finding.level().name(),
                    finding.detail() + (finding.remedy().isEmpty() ? "" : "; " + finding.remedy()));
        return table.toString();
    }
}
