package io.vastctl.cli.rent;

import io.vastctl.cli.text.Words;
import io.vastctl.cli.text.XmlText;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as the JUnit XML that CI systems read: one suite, a case for each phase of each attempt, one for each
 * attempt's end, and one for the run. The suite has a failure or an error exactly if the run did not end with 0: what
 * failed on a machine before another one was ready counts as skipped.
 *
 * <p>Elements and attributes are those of Jenkins' schema for JUnit results,
 * https://github.com/jenkinsci/xunit-plugin (junit-10.xsd).
 */
final class JunitReport {

    private final Ending ending;
    private final String suite;
    private final List<Case> cases = new ArrayList<>();

    private JunitReport(String command, Ending ending) {
        this.ending = ending;
        suite = "vastctl." + command;
    }

    /** One test case; {@code trouble} is empty where all is well. */
    private record Case(String group, String name, Duration time, Optional<Trouble> trouble, String out) {}

    /** @param element {@code failure}, {@code error} or {@code skipped} */
    private record Trouble(String element, String message, String type, String text) {}

    /** @param now the time of the market, for a run that never began */
    static String of(String command, Ending ending, Instant now) {
        return new JunitReport(command, ending).document(now);
    }

    private String document(Instant now) {
        ending.result().ifPresent(result -> result.attempts().forEach(this::attempt));
        run();
        XmlText xml = new XmlText();
        xml.open("testsuites");
        xml.open(
                "testsuite",
                "name",
                suite,
                "tests",
                String.valueOf(cases.size()),
                "failures",
                count("failure"),
                "errors",
                count("error"),
                "skipped",
                count("skipped"),
                "time",
                seconds(total()),
                "timestamp",
                Words.iso(begin().orElse(now)).replaceFirst("(\\.\\d+)?Z$", ""));
        ending.result().ifPresent(result -> properties(xml, result));
        cases.forEach(one -> write(xml, one));
        xml.close("testsuite");
        xml.close("testsuites");
        return xml.toString();
    }

    private void attempt(AttemptResult attempt) {
        String group = suite + ".attempt-" + attempt.number();
        String place = "machine " + attempt.offer().machineId() + ", "
                + attempt.offer().gpuName();
        for (PhaseTime time : attempt.phases())
            cases.add(new Case(
                    group,
                    time.phase().name(),
                    time.duration(),
                    attempt.failure()
                            .filter(failure -> failure.phase() == time.phase())
                            .map(this::trouble),
                    place));
        boolean told = attempt.failure()
                .filter(failure -> attempt.phases().stream().anyMatch(time -> time.phase() == failure.phase()))
                .isPresent();
        if (!told)
            attempt.failure()
                    .ifPresent(failure -> cases.add(new Case(
                            group, failure.phase().name(), Duration.ZERO, Optional.of(trouble(failure)), place)));
        if (attempt.instanceId().isPresent() || attempt.cleanup().mayStillRun())
            cases.add(new Case(group, "cleanup", Duration.ZERO, cleanup(attempt), attempt.cleanupEvidence()));
    }

    /** A failure on the way to a success is no failure of the run. */
    private Trouble trouble(Failure failure) {
        boolean well = ending.code() == ExitCode.DONE;
        return new Trouble(
                well ? "skipped" : "failure",
                failure.signature() + (well ? ", so another machine was taken" : ""),
                failure.failureClass().name(),
                failure.evidence());
    }

    private static Optional<Trouble> cleanup(AttemptResult attempt) {
        if (!attempt.cleanup().mayStillRun()) return Optional.empty();
        return Optional.of(new Trouble(
                "failure",
                "instance " + attempt.label() + " may still be running",
                ExitCode.MAY_STILL_RUN.name(),
                attempt.cleanupEvidence()));
    }

    private void run() {
        cases.add(new Case(suite, "run", total(), ofRun(), ""));
    }

    private Optional<Trouble> ofRun() {
        String text = "exit code " + ending.code().code();
        return switch (ending.code()) {
            case DONE -> Optional.empty();
            case SKIPPED -> Optional.of(new Trouble("skipped", ending.message(), "SKIPPED", text));
            case INTERNAL, USAGE, ACCOUNT ->
                Optional.of(new Trouble("error", ending.message(), ending.code().name(), text));
            default ->
                Optional.of(
                        new Trouble("failure", ending.message(), ending.code().name(), text));
        };
    }

    private static void properties(XmlText xml, RunResult result) {
        xml.open("properties");
        property(xml, "runId", result.runId());
        property(xml, "outcome", result.outcome().word());
        property(xml, "workload", result.request().demand().workload().name());
        property(xml, "model", result.request().demand().workload().model());
        property(xml, "image", result.request().demand().workload().image());
        property(xml, "costDollars", String.format(Locale.ROOT, "%.6f", result.costDollars()));
        result.timeToReady().ifPresent(time -> property(xml, "secondsToReady", seconds(time)));
        xml.close("properties");
    }

    private static void property(XmlText xml, String name, String value) {
        xml.empty("property", "name", name, "value", value);
    }

    private static void write(XmlText xml, Case one) {
        xml.open("testcase", "classname", one.group(), "name", one.name(), "time", seconds(one.time()));
        one.trouble().ifPresent(trouble -> {
            if (trouble.element().equals("skipped")) xml.empty("skipped", "message", trouble.message());
            else xml.text(trouble.element(), trouble.text(), "message", trouble.message(), "type", trouble.type());
        });
        String out = one.trouble()
                .filter(trouble -> trouble.element().equals("skipped"))
                .map(trouble -> one.out() + "\n" + trouble.type() + "\n" + trouble.text())
                .orElse(one.out());
        if (!out.isBlank()) xml.text("system-out", out);
        xml.close("testcase");
    }

    private String count(String element) {
        return String.valueOf(cases.stream()
                .filter(one -> one.trouble()
                        .filter(trouble -> trouble.element().equals(element))
                        .isPresent())
                .count());
    }

    private Optional<Instant> begin() {
        return ending.result().stream()
                .flatMap(result -> result.attempts().stream())
                .map(AttemptResult::startedAt)
                .min(Instant::compareTo);
    }

    /** From the first attempt's begin to the last one's end. */
    private Duration total() {
        Optional<Instant> end = ending.result().stream()
                .flatMap(result -> result.attempts().stream())
                .map(AttemptResult::finishedAt)
                .max(Instant::compareTo);
        return begin().flatMap(begin -> end.map(last -> Duration.between(begin, last)))
                .orElse(Duration.ZERO);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
