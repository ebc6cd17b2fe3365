package io.vastctl.cli.survey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Origin;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyFigures;
import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Failure;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** A survey as {@code vastctl.survey/1}, and as a table. */
record SurveyView(SurveyDetail survey) {

    ObjectNode json() {
        ObjectNode json = Json.document("survey")
                .put("surveyId", survey.start().surveyId())
                .put("simulated", survey.start().origin() == Origin.SIMULATED)
                .put("workload", survey.start().workload())
                .put("strictness", survey.start().strictness())
                .put("sample", survey.start().sample())
                .put("startedAt", Words.iso(survey.start().startedAt()))
                .put("works", survey.count(Finding.WORKS))
                .put("fails", survey.count(Finding.FAILS))
                .put("gone", survey.count(Finding.GONE))
                .put("left", survey.count(Finding.LEFT))
                .put("costDollars", Words.rounded(survey.costDollars(), 6));
        ArrayNode runs = json.putArray("runs");
        survey.runs().forEach(runs::add);
        ArrayNode machines = json.putArray("machines");
        survey.machines().forEach(machine -> machines.add(json(machine)));
        return json;
    }

    /** Adds how the command ended. */
    void ended(ObjectNode json, RunResult result, ExitCode code) {
        json.put("runId", result.runId())
                .put("outcome", result.outcome().word())
                .put("exitCode", code.code())
                .put("message", result.message());
        ArrayNode running = json.putArray("stillRunning");
        for (AttemptResult attempt : result.stillRunning()) {
            ObjectNode one = running.addObject().put("label", attempt.label());
            attempt.instanceId().ifPresent(id -> one.put("instanceId", id));
        }
    }

    private static ObjectNode json(SurveyMachine machine) {
        ObjectNode json = Json.object()
                .put("position", machine.position())
                .put("machineId", machine.machineId())
                .put("hostId", machine.hostId())
                .put("gpu", machine.gpuName())
                .put("numGpus", machine.numGpus())
                .put("place", machine.place())
                .put("dollarsPerHour", Words.rounded(machine.dollarsPerHour(), 6))
                .put("finding", word(machine.finding()));
        machine.attempt().ifPresent(attempt -> attempt(json, attempt));
        return json;
    }

    private static void attempt(ObjectNode json, AttemptRow attempt) {
        SurveyFigures figures = new SurveyFigures(attempt);
        json.put("runId", attempt.runId())
                .put("attempt", attempt.number())
                .put("costDollars", Words.rounded(attempt.costDollars(), 6))
                .put("cleanup", attempt.cleanup());
        attempt.failure()
                .ifPresent(failure -> json.putObject("failure")
                        .put("class", failure.failureClass().name())
                        .put("signature", failure.signature())
                        .put("phase", failure.phase().name())
                        .put("blames", failure.blames().word()));
        put(json, "pullSeconds", figures.pullSeconds(), 1);
        put(json, "bootSeconds", figures.bootSeconds(), 1);
        put(json, "downloadSeconds", figures.downloadSeconds(), 1);
        put(json, "downloadMbps", attempt.downloadMbps(), 1);
        put(json, "readySeconds", figures.readySeconds(), 1);
        put(json, "firstTokenSeconds", attempt.firstTokenSeconds(), 3);
        put(json, "tokensPerSecond", attempt.tokensPerSecond(), 1);
        put(json, "tokensPerDollar", figures.tokensPerDollar(), 0);
    }

    private static void put(ObjectNode json, String name, OptionalDouble value, int digits) {
        value.ifPresent(number -> json.put(name, Words.rounded(number, digits)));
    }

    static String word(Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT);
    }

    String text(UnaryOperator<TextTable> shape) {
        TextTable table = new TextTable(
                "#",
                "MACHINE",
                "HOST",
                "GPU",
                "PLACE",
                "$/H",
                "FINDING",
                "PULL",
                "BOOT",
                "DOWNLOAD",
                "MBIT/S",
                "READY",
                "FIRST TOKEN",
                "TOKENS/$");
        for (SurveyMachine machine : survey.machines()) row(table, machine);
        table.expendable("host", "place", "first-token", "mbit/s", "boot", "download", "pull");
        return shape.apply(table).or("No machine.");
    }

    private static void row(TextTable table, SurveyMachine machine) {
        Optional<AttemptRow> attempt = machine.attempt();
        Optional<SurveyFigures> figures = attempt.map(SurveyFigures::new);
        table.row(
                machine.position(),
                machine.machineId(),
                machine.hostId(),
                (machine.numGpus() > 1 ? machine.numGpus() + "x " : "") + machine.gpuName(),
                machine.place().isEmpty() ? "-" : machine.place(),
                String.format(Locale.ROOT, "%.3f", machine.dollarsPerHour()),
                found(machine),
                seconds(figures.map(SurveyFigures::pullSeconds)),
                seconds(figures.map(SurveyFigures::bootSeconds)),
                seconds(figures.map(SurveyFigures::downloadSeconds)),
                number("%.0f", attempt.map(AttemptRow::downloadMbps)),
                seconds(figures.map(SurveyFigures::readySeconds)),
                number("%.2f s", attempt.map(AttemptRow::firstTokenSeconds)),
                number("%,.0f", figures.map(SurveyFigures::tokensPerDollar)));
    }

    private static String found(SurveyMachine machine) {
        String why = machine.attempt()
                .flatMap(AttemptRow::failure)
                .map(Failure::signature)
                .map(signature -> ": " + signature)
                .orElse("");
        return word(machine.finding()) + (machine.finding() == Finding.FAILS ? why : "");
    }

    private static String seconds(Optional<OptionalDouble> value) {
        return number("%.0f s", value);
    }

    private static String number(String form, Optional<OptionalDouble> value) {
        OptionalDouble known = value.orElseGet(OptionalDouble::empty);
        return known.isPresent() ? String.format(Locale.ROOT, form, known.getAsDouble()) : "-";
    }

    /** How it stands, in one line. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "Survey %s (%s, %s, %s market): %d work, %d fail, %d gone, %d left; spent %s%s.%n",
                survey.start().surveyId(),
                survey.start().workload(),
                survey.start().strictness(),
                survey.start().origin().word(),
                survey.count(Finding.WORKS),
                survey.count(Finding.FAILS),
                survey.count(Finding.GONE),
                survey.count(Finding.LEFT),
                Words.dollars(survey.costDollars()),
                survey.count(Finding.WORKS) == 0
                        ? ""
                        : ", " + Words.dollars(survey.costDollars() / survey.count(Finding.WORKS))
                                + " for each that works");
    }

    /** The same with why the run ended, and how to go on. */
    String sentence(RunResult result) {
        String why = result.message().isEmpty() ? "" : String.format("Stopped: %s.%n", result.message());
        String more = survey.count(Finding.LEFT) == 0
                ? ""
                : String.format(
                        "Go on with what is left: vastctl survey --resume %s%n",
                        survey.start().surveyId());
        return summary() + why + more;
    }
}
