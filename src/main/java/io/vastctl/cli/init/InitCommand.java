package io.vastctl.cli.init;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.doctor.Checkup;
import io.vastctl.cli.doctor.DoctorCommand;
import io.vastctl.cli.doctor.Finding;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.rentals.Registration;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.outcome.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vastctl init}: from nothing to what {@code vastctl doctor} finds nothing wrong with; again changes nothing. */
@Command(
        name = "init",
        description = {
            "Set vastctl up: API key, SSH key, config.yaml, completion; then doctor. Asks on a terminal.",
            "What is there is kept, and nothing is rented. Without a terminal it does what the options say."
        })
public final class InitCommand extends BenchCommand {

    @Mixin
    InitOptions options = new InitOptions();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        options.check(bench.settings());
        Questions questions = new Questions(bench.terminal());
        InitStep key = new KeySetup(bench, options, questions).run();
        SshKeySetup.Choice choice = new SshKeySetup(bench, options, questions).choose();
        InitStep config = new ConfigSetup(bench, options, questions).run(choice.named());
        try (Workbench fresh = bench.again()) {
            List<InitStep> steps = new ArrayList<>();
            steps.add(key);
            steps.add(choice.step(fresh));
            steps.add(ConfigSetup.overruled(config, options, fresh.settings()));
            steps.add(new Registration(fresh, options, questions).run());
            steps.add(new CompletionSetup(fresh, options, questions).run());
            List<Finding> findings = new Checkup(fresh, new SimulateOptions()).findings();
            ExitCode code = exitCode(steps, findings);
            fresh.results().show(() -> json(steps, findings, code), () -> text(steps, findings, code));
            return code.code();
        }
    }

    private static ExitCode exitCode(List<InitStep> steps, List<Finding> findings) {
        ExitCode doctor = DoctorCommand.exitCode(findings);
        if (doctor == ExitCode.MAY_STILL_RUN) return doctor;
        return steps.stream()
                .map(InitStep::exitCode)
                .filter(code -> code != ExitCode.DONE)
                .findFirst()
                .orElse(doctor);
    }

    private static ObjectNode json(List<InitStep> steps, List<Finding> findings, ExitCode code) {
        ObjectNode json = Json.document("init").put("good", code == ExitCode.DONE);
        ArrayNode list = json.putArray("steps");
        steps.forEach(step -> list.add(step.json()));
        json.set("checks", DoctorCommand.checks(findings));
        return json;
    }

    private static String text(List<InitStep> steps, List<Finding> findings, ExitCode code) {
        StringBuilder text = new StringBuilder();
        TextTable table = new TextTable("STEP", "", "DETAIL");
        steps.forEach(step -> table.row(step.step(), step.deed().name(), step.detail()));
        text.append(table);
        for (InitStep step : steps)
            step.changes()
                    .forEach(line ->
                            text.append(step.step()).append(":  ").append(line).append('\n'));
        text.append('\n').append(DoctorCommand.table(findings));
        text.append('\n')
                .append(
                        code == ExitCode.DONE
                                ? "All is there. What would it rent? vastctl test --dry-run"
                                : "Not all is well yet: see the lines with fail, then run vastctl init again.")
                .append('\n');
        return text.toString();
    }
}
