package io.vastctl.cli.survey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.Aftermath;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.DemandOptions;
import io.vastctl.cli.LeaseOptions;
import io.vastctl.cli.NoOffer;
import io.vastctl.cli.RandomNames;
import io.vastctl.cli.RentingCommand;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.RunTools;
import io.vastctl.cli.SimulateOptions;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.TruthView;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.memory.survey.SurveyStart;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.survey.Survey;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.provision.sweep.SweepReport;
import io.vastctl.ranking.Ranked;
import io.vastctl.report.SurveyPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vastctl survey}: many machines, each verified once. */
@Command(
        name = "survey",
        description = {
            "Verify many machines of the market, several at once: rent, wait for tokens, destroy, remember.",
            "What is known of a machine afterwards counts in every ranking. Stopped, it gives everything back; --resume"
                    + " goes on with what is left."
        },
        subcommands = {SurveyShowCommand.class})
public final class SurveyCommand extends BenchCommand {

    @Mixin
    SurveyOptions survey = new SurveyOptions();

    @Mixin
    DemandOptions demandOptions = new DemandOptions();

    @Mixin
    LeaseOptions leaseOptions = new LeaseOptions();

    @Mixin
    SimulateOptions simulate = new SimulateOptions();

    @Option(
            names = "--report",
            paramLabel = "<file>",
            description = "Write the survey as one HTML page; one that is there is replaced.")
    @Nullable
    Path report;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    protected boolean writesEvents() {
        return !survey.dryRun;
    }

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        if (report != null) new ReportFile("--report", report).check();
        if (survey.resume != null && survey.count != null)
            throw new UsageException("--count " + survey.count + ": a survey that is resumed keeps its machines");
        survey.count();
        Optional<SurveyDetail> before = Optional.ofNullable(survey.resume).map(id -> StoredSurvey.find(bench, id));
        before.ifPresent(
                known -> SurveyOptions.restore(demandOptions, known.start().optionsJson()));
        RunRequest request = survey.request(
                        demandOptions.demand(bench.settings(), bench.workloads()),
                        bench.settings(),
                        simulate.on() ? Origin.SIMULATED : Origin.REAL)
                .leased(leaseOptions.length(bench.settings()));
        RentingCommand.requireAdapter(request, bench.adapters());
        try (RunTools tools = RunTools.open(bench, simulate, Survey.COMMAND)) {
            RunRequest there = request.in(tools.origin());
            before.ifPresent(known -> new StoredSurvey(known).requireMarket(tools.origin()));
            LeaseOptions.requireRoom(
                    there, bench.adapters(), tools.apiAddress(), bench.clock().instant());
            return survey.dryRun ? plan(bench, tools, there, before) : survey(bench, tools, there, before);
        }
    }

    private int plan(Workbench bench, RunTools tools, RunRequest request, Optional<SurveyDetail> before)
            throws InterruptedException {
        Ranked ranked = tools.provisioner(event -> {}).plan(request, wanted(before));
        List<Survey.Candidate> chosen =
                before.map(known -> new StoredSurvey(known).left(ranked)).orElseGet(() -> sampled(ranked));
        Duration longest = tools.longestAttempt(request.demand().workload());
        SurveyPlanView view = new SurveyPlanView(request, survey.parallel(), ranked, chosen, longest);
        bench.results().print(view::json, view::text);
        return (chosen.isEmpty() ? ExitCode.NO_OFFER : ExitCode.DONE).code();
    }

    private int wanted(Optional<SurveyDetail> before) {
        return before.map(StoredSurvey::new).map(StoredSurvey::size).orElseGet(survey::count);
    }

    private List<Survey.Candidate> sampled(Ranked ranked) {
        long seed = Optional.ofNullable(simulate.seed).orElse(1L);
        return Survey.sample(ranked, survey.sample(), survey.count(), seed);
    }

    private int survey(Workbench bench, RunTools tools, RunRequest request, Optional<SurveyDetail> before)
            throws InterruptedException {
        leaseOptions.warn(bench.terminal().err());
        SweepReport swept = Sweeping.first(bench, simulate, Survey.COMMAND, Sweep.Mode.DESTROY);
        SurveyBook book = new SurveyBook(bench.database());
        SurveyProgress progress = new SurveyProgress(bench.terminal().err(), bench.clock(), bench.global().quiet);
        String runId = RandomNames.runId(bench.clock().instant());
        RunEvent.Listener told = tools.eventsOnly();
        Survey surveying = Survey.in(
                tools.surroundings().withRunId(runId),
                tools.memory(),
                book,
                event -> {
                    told.hear(event);
                    progress.hear(event);
                },
                tools.marketGoesOn());
        if (before.isPresent()) {
            Optional<String> other = new StoredSurvey(before.get()).underWay(bench);
            if (other.isPresent()) return elsewhere(bench, before.get(), other.get());
        }
        Ranked ranked = surveying.look(request, wanted(before));
        List<Survey.Candidate> chosen;
        String surveyId;
        if (before.isPresent()) {
            surveyId = before.get().start().surveyId();
            if (before.get().count(Finding.LEFT) == 0) return nothingLeft(bench, before.get(), swept);
            chosen = new StoredSurvey(before.get()).left(ranked);
        } else {
            surveyId = runId;
            chosen = sampled(ranked);
            if (chosen.isEmpty()) return none(bench, ranked, swept);
            book.begin(start(surveyId, request, bench), planned(chosen));
        }
        progress.begins(surveyId, chosen.size(), survey.parallel());
        RunResult result = surveying.run(new Survey.Order(
                surveyId,
                request,
                ranked,
                chosen,
                survey.parallel(),
                before.map(SurveyDetail::costDollars).orElse(0.0),
                before.map(known -> known.count(Finding.WORKS)).orElse(0L)));
        if (before.isPresent() && result.outcome() != RunOutcome.INTERRUPTED)
            new StoredSurvey(before.get()).noteAbsent(surveying, request, book, chosen);
        return told(bench, tools, stored(bench, book, surveyId), result, swept);
    }

    /** Empty, and told, if the memory is away: what is left of the survey itself must be told all the same. */
    private static Optional<SurveyDetail> stored(Workbench bench, SurveyBook book, String surveyId) {
        try {
            return book.find(surveyId);
        } catch (StoreException e) {
            bench.terminal()
                    .err()
                    .println("vastctl: " + Trouble.of(e).line() + "; once that is mended: vastctl survey show "
                            + surveyId + ", vastctl survey --resume " + surveyId);
            return Optional.empty();
        }
    }

    /** What the run says of all that it tried holds for the sample only if nothing of it is left. */
    private static ExitCode code(RunResult result, Optional<SurveyDetail> survey) {
        boolean judged = result.exitCode() == ExitCode.DONE || result.exitCode() == ExitCode.INFRASTRUCTURE;
        boolean left = survey.filter(known -> known.count(Finding.LEFT) > 0).isPresent();
        return judged && left ? ExitCode.CEILING : result.exitCode();
    }

    private static int elsewhere(Workbench bench, SurveyDetail survey, String label) {
        bench.terminal()
                .err()
                .println("vastctl: survey " + survey.start().surveyId() + " is under way: " + label
                        + " is looked after by another process; resume it when that has ended");
        return ExitCode.SKIPPED.code();
    }

    private static int nothingLeft(Workbench bench, SurveyDetail survey, SweepReport swept) {
        SurveyView view = new SurveyView(survey);
        bench.terminal()
                .err()
                .println("vastctl: nothing is left of survey " + survey.start().surveyId());
        bench.results().print(view::json, () -> view.text(bench.results().fitting()) + view.summary());
        Sweeping.name(swept.leftovers(), bench.terminal().err());
        return (swept.mayStillRun() ? ExitCode.MAY_STILL_RUN : ExitCode.DONE).code();
    }

    private static int none(Workbench bench, Ranked ranked, SweepReport swept) {
        bench.terminal().err().print("vastctl: " + NoOffer.explain(ranked));
        Sweeping.name(swept.leftovers(), bench.terminal().err());
        return (swept.mayStillRun() ? ExitCode.MAY_STILL_RUN : ExitCode.NO_OFFER).code();
    }

    private SurveyStart start(String surveyId, RunRequest request, Workbench bench) {
        return new SurveyStart(
                surveyId,
                request.origin(),
                request.demand().workload().name(),
                request.demand().policy().name(),
                SurveyOptions.word(survey.sample()),
                SurveyOptions.document(demandOptions, bench.settings()),
                bench.clock().instant());
    }

    private static List<SurveyMachine> planned(List<Survey.Candidate> chosen) {
        return chosen.stream()
                .map(candidate -> SurveyMachine.planned(
                        candidate.position(),
                        candidate.offer().offer().offerId(),
                        candidate.offer().offer().machineId(),
                        candidate.offer().offer().hostId(),
                        candidate.offer().offer().gpuName(),
                        candidate.offer().offer().numGpus(),
                        candidate.offer().offer().location().orElse(""),
                        candidate.offer().cost().dollarsPerHour()))
                .toList();
    }

    private int told(
            Workbench bench, RunTools tools, Optional<SurveyDetail> survey, RunResult result, SweepReport swept) {
        ExitCode code = bench.decided(swept.mayStillRun() ? ExitCode.MAY_STILL_RUN : code(result, survey));
        survey.ifPresent(known -> show(bench, tools, known, result, code));
        Aftermath.tell(
                result,
                swept.leftovers(),
                tools.marketGoesOn(),
                bench.terminal().err());
        if (code != result.exitCode()) record(bench, result, code);
        return code.code();
    }

    private void show(Workbench bench, RunTools tools, SurveyDetail survey, RunResult result, ExitCode code) {
        if (report != null) page(bench, survey);
        SurveyView view = new SurveyView(survey);
        bench.results()
                .print(
                        () -> {
                            ObjectNode json = view.json();
                            view.ended(json, result, code);
                            tools.truth().ifPresent(truth -> json.set("simulation", TruthView.json(truth)));
                            return json;
                        },
                        () -> view.text(bench.results().fitting())
                                + view.sentence(result)
                                + tools.truth().map(TruthView::text).orElse(""));
    }

    private static void record(Workbench bench, RunResult result, ExitCode code) {
        try {
            new RunHistory(bench.database()).endedWith(result.runId(), code.code());
        } catch (StoreException e) {
            bench.terminal().err().println("vastctl: " + Trouble.of(e).line() + "; the survey's result stands");
        }
    }

    private void page(Workbench bench, SurveyDetail survey) {
        ReportFile file = new ReportFile("--report", Optional.ofNullable(report).orElseThrow());
        try {
            file.write(new SurveyPage(survey, SurveyShowCommand.version(spec)).html());
            bench.terminal().err().println("vastctl: " + file.path() + " shows the survey");
        } catch (UsageException e) {
            // What was found out is in the database, and printed; the page can be written again.
            bench.terminal().err().println("vastctl: " + e.getMessage() + "; then: vastctl survey show --report FILE");
        }
        bench.terminal().err().flush();
    }
}
