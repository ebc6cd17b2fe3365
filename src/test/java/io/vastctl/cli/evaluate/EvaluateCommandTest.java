package io.vastctl.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.cli.Terminal;
import io.vastctl.cli.WorkbenchFactory;
import io.vastctl.evaluation.EvaluationPlan;
import io.vastctl.evaluation.PlayedTrials;
import io.vastctl.evaluation.Trial;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.RunOutcome;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.time.FakeTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code simulate evaluate}; most of it on trials that nobody had to play. */
class EvaluateCommandTest {

    private static final EvaluationPlayer PLAYED = (conditions, plan, listener) -> {
        List<Trial> trials = PlayedTrials.of(plan);
        trials.forEach(listener::played);
        return trials;
    };

    @TempDir
    Path home;

    private final FakeTime time = new FakeTime();

    private Ran run(EvaluationPlayer player, boolean live, String... args) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out), new PrintWriter(err), new BufferedReader(new StringReader("")), live, false);
        EvaluateCommand command = new EvaluateCommand(player);
        command.use(new WorkbenchFactory(
                terminal, Map.of("HOME", home.toString()), time, time, () -> ExitCode.INTERRUPTED));
        CommandLine line = new CommandLine(command);
        line.parseArgs(args);
        int code = command.call();
        return new Ran(code, out.toString(), err.toString());
    }

    private Ran shell(String... args) {
        return new Shell(home)
                .run(Stream.concat(Stream.of("simulate", "evaluate"), Stream.of(args))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--runs=0 | --runs 0: expected a number from 1 to 20000",
                "--runs=30000 | --runs 30000: expected a number from 1 to 20000",
                "--runs=many | --runs: expected a whole number, found \"many\"",
                "--nights=0 | --nights 0: expected a number from 1 to 365",
                "--scenario=hostil | unknown scenario (did you mean hostile?)",
                "--scenario=no/such.yaml | --scenario no/such.yaml: there is no such scenario file",
                "--policy=balancd | --policy \"balancd\": unknown policy (did you mean balanced?)",
                "--policy=strict,cheapest | unknown policy",
                "--policy=strict,,balanced | --policy \"\": unknown policy",
                "--seed=x | --seed: expected a whole number",
                "-ocsv | -o csv"
            })
    void whatMakesNoSenseIsOneLine(String option, String line) {
        shell(option).refuses(2, line);
    }

    @Test
    void everyScenarioAndPolicyHasOneNameInAnyCase() {
        EvaluationPlan plan = new EvaluationRequest(10, 5, "calm", null, List.of("Balanced", "mine", "balanced"))
                .plan(List.of("balanced", "mine"));

        assertThat(plan)
                .isEqualTo(new EvaluationPlan(10, 5, "calm", EvaluationPlan.FIRST_SEED, List.of("balanced", "mine")));
    }

    @Test
    void withoutOptionsTheFivePoliciesOfTheContractArePlayed() {
        assertThat(new EvaluationRequest(10, 5, "calm", 3L, List.of())
                        .plan(StrictnessPolicy.names())
                        .policies())
                .containsExactly("strict", "balanced", "aggressive", "cheapest-first", "success-then-price");
    }

    @Test
    void theLineThatPlaysItAgainSurvivesAShell() {
        EvaluationPlan plan = new EvaluationPlan(10, 5, "my file's.yaml", 3, List.of("strict", "my own"));

        assertThat(EvaluationRequest.command(plan))
                .isEqualTo("vastctl simulate evaluate --runs 10 --nights 5 --scenario 'my file'\\''s.yaml' --seed 3"
                        + " --policy 'strict,my own'");
    }

    @Test
    void theTableHasARowForEachPolicyWithEachKindOfMemory() throws Exception {
        Ran ran = run(PLAYED, false, "--runs", "20", "--nights", "5").exits(0);

        assertThat(ran.out()).contains("20 runs of each policy and kind of memory, on 4 markets of scenario ordinary");
        assertThat(ran.out()
                        .lines()
                        .filter(line -> line.matches("(strict|balanced|aggressive|cheapest-first|"
                                + "success-then-price) +(fresh|kept) .*")))
                .hasSize(10);
        assertThat(ran.err()).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"40,8", "1,1", "6,6", "2,1"})
    void theDocumentIsAsItsSchemaSays(int runs, int nights) throws Exception {
        Ran ran = run(PLAYED, false, "--runs", "" + runs, "--nights", "" + nights, "-o", "json")
                .exits(0);

        JsonNode document = ran.json("evaluation");
        assertThat(broken(document)).isEmpty();
        assertThat(document.path("runs").asInt()).isEqualTo(runs);
        assertThat(document.path("policies")).hasSize(10);
        boolean known = runs > nights;
        assertThat(document.at("/policies/0/successRateInterval").isObject()).isEqualTo(known);
    }

    @Test
    void theSchemaRefusesWhatLacksAFigure() throws Exception {
        JsonNode document =
                run(PLAYED, false, "--runs", "4", "-o", "json").exits(0).json("evaluation");
        ((ObjectNode) document.at("/policies/0")).remove("orphans");

        assertThat(broken(document)).hasSize(1);
    }

    @Test
    void aFigureWithoutValueIsNull() throws Exception {
        EvaluationPlayer failing = (conditions, plan, listener) -> PlayedTrials.of(plan).stream()
                .map(trial -> new Trial(
                        trial.policy(),
                        trial.remembers(),
                        trial.market(),
                        trial.night(),
                        RunOutcome.NO_OFFER,
                        OptionalDouble.empty(),
                        0,
                        0,
                        0,
                        0))
                .toList();

        JsonNode document = run(failing, false, "--runs", "4", "--nights", "2", "-o", "json")
                .exits(0)
                .json("evaluation");

        assertThat(broken(document)).isEmpty();
        assertThat(document.at("/policies/0/dollarsPerReady").isNull()).isTrue();
        assertThat(document.at("/policies/0/secondsToReady/median").isNull()).isTrue();
        assertThat(document.at("/policies/0/outcomes/no_offer").asInt()).isEqualTo(4);
    }

    private static List<String> broken(JsonNode document) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(Path.of("docs/schemas/evaluation.schema.json")));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(document)
                .stream()
                .map(String::valueOf)
                .toList();
    }

    @Test
    void anOrphanIsToldByPolicyMarketAndNightAndFailsTheCommand() throws Exception {
        EvaluationPlayer leaky = (conditions, plan, listener) -> {
            List<Trial> trials = new ArrayList<>(PlayedTrials.of(plan));
            Trial one = trials.get(3);
            trials.set(
                    3,
                    new Trial(
                            one.policy(),
                            one.remembers(),
                            one.market(),
                            one.night(),
                            one.outcome(),
                            one.secondsToReady(),
                            one.dollars(),
                            one.dollarsWasted(),
                            one.attempts(),
                            2));
            return trials;
        };

        Ran ran = run(leaky, false, "--runs", "4", "--nights", "2", "--seed", "50", "--policy", "balanced")
                .exits(1);

        assertThat(ran.err())
                .contains("ORPHAN: policy balanced with fresh memory, market 51, night 2: 2 instances still ran")
                .hasLineCount(1);
        assertThat(ran.out()).contains("balanced");
    }

    @Test
    void whoStopsItHearsHowFarItCameAndSeesNoFigures() throws Exception {
        EvaluationPlayer stopped = (conditions, plan, listener) -> {
            PlayedTrials.of(plan).subList(0, 7).forEach(listener::played);
            throw new InterruptedException();
        };
        Path report = home.resolve("report.html");

        Ran ran = run(stopped, false, "--runs", "10", "--policy", "balanced", "--report", report.toString())
                .exits(130);

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("stopped after 7 of 20 runs").hasLineCount(1);
        assertThat(report).doesNotExist();
    }

    private EvaluationPlayer slow() {
        return (conditions, plan, listener) -> {
            List<Trial> trials = PlayedTrials.of(plan);
            for (Trial trial : trials) {
                time.sleep(Duration.ofSeconds(7));
                listener.played(trial);
            }
            return trials;
        };
    }

    @Test
    void offATerminalProgressIsALineEveryHalfMinute() throws Exception {
        assertThat(run(slow(), false, "--runs", "10", "--policy", "strict").err())
                .isEqualToNormalizingNewlines("""
                        vastctl: 5 of 20 runs, 25 %, 35 s
                        vastctl: 10 of 20 runs, 50 %, 1 min 10 s
                        vastctl: 15 of 20 runs, 75 %, 1 min 45 s
                        vastctl: 20 of 20 runs, 100 %, 2 min 20 s
                        """);
    }

    @Test
    void onATerminalProgressIsOneLineThatGoesAway() throws Exception {
        assertThat(run(slow(), true, "--runs", "10", "--policy", "strict").err())
                .contains("\r\u001b[K  1 of 20 runs, 5 %, 7 s")
                .endsWith("\r\u001b[K")
                .doesNotContain("\n");
    }

    @Test
    void whoWantsNoProgressGetsNone() throws Exception {
        assertThat(run(slow(), false, "--runs", "10", "-q").err()).isEmpty();
        assertThat(run(slow(), true, "--runs", "10", "--no-progress").err()).isEmpty();
    }

    @Test
    void theReportTakesThePlaceOfAnOlderOneAndLeavesNothingElse() throws Exception {
        Path report = Files.writeString(home.resolve("report.html"), "old");

        Ran ran = run(PLAYED, false, "--runs", "20", "--nights", "5", "--report", report.toString())
                .exits(0);

        assertThat(report)
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "vastctl simulate evaluate --runs 20 --nights 5 --scenario ordinary --seed 7000000 --policy strict,")
                .contains("workload tinyllama, at most $1.000/h, 5 attempts, $2.000 and 2h");
        assertThat(ran.err()).contains("the report is in " + report).hasLineCount(1);
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(report);
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeAnythingIsPlayed() throws Exception {
        shell("--report", home.toString()).refuses(2, "--report " + home + " is a folder");
        shell("--report", "/dev/null").refuses(2, "--report /dev/null is no ordinary file");
        Path nowhere = home.resolve("no").resolve("where.html");
        shell("--report", nowhere.toString()).refuses(2, "--report " + nowhere, home.resolve("no") + " is no folder");
    }

    @Test
    void aWholeEvaluationIsPlayedByTheEngine() {
        Ran ran = shell(
                        "--scenario",
                        "calm",
                        "--runs",
                        "2",
                        "--nights",
                        "1",
                        "--policy",
                        "balanced",
                        "--seed",
                        "90",
                        "-o",
                        "json")
                .exits(0);

        JsonNode policies = ran.json("evaluation").path("policies");
        assertThat(policies).hasSize(2);
        assertThat(policies.path(0).path("successRate").asDouble()).isEqualTo(1.0);
        assertThat(policies.path(0).path("dollarsPerReady").asDouble()).isPositive();
        assertThat(policies.path(0).path("orphans").asInt()).isZero();
    }
}
