package io.vastctl.cli.survey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.Aftermath;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.DemandOptions;
import io.vastctl.cli.Ending;
import io.vastctl.cli.Errand;
import io.vastctl.cli.LeaseOptions;
import io.vastctl.cli.NoOffer;
import io.vastctl.cli.RandomNames;
import io.vastctl.cli.RentingCommand;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.RunLock;
import io.vastctl.cli.RunTools;
import io.vastctl.cli.SimulateOptions;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.TruthView;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.ThisHost;
import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyLeases;
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

    @Mixin
    SurveyScriptOptions script = new SurveyScriptOptions();

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
        Errand errand = new Errand(
                bench,
                script.asOfARun(),
                simulate,
                Survey.COMMAND,
                request.ceilings().deadline());
        if (survey.dryRun) {
            errand.check();
            return inMarket(bench, request, before, (tools, there) -> plan(bench, tools, there, before))
                    .code()
                    .code();
        }
        return errand.around(outlets -> inMarket(
                        bench, request, before, (tools, there) -> survey(bench, tools, there, before, outlets)))
                .code()
                .code();
    }

    /** What is done in the market. */
    private interface Doing {
        Ending in(RunTools tools, RunRequest request) throws InterruptedException;
    }

    private Ending inMarket(Workbench bench, RunRequest request, Optional<SurveyDetail> before, Doing doing)
            throws InterruptedException {
        try (RunTools tools = RunTools.open(bench, simulate, Survey.COMMAND)) {
            RunRequest there = request.in(tools.origin());
            before.ifPresent(known -> new StoredSurvey(known).requireMarket(tools.origin()));
            LeaseOptions.requireRoom(
                    there, bench.adapters(), tools.apiAddress(), bench.clock().instant());
            return doing.in(tools, there);
        }
    }

    private Ending plan(Workbench bench, RunTools tools, RunRequest request, Optional<SurveyDetail> before)
            throws InterruptedException {
        Ranked ranked = tools.provisioner(event -> {}).plan(request);
        List<Survey.Candidate> chosen =
                before.map(known -> new StoredSurvey(known).left(ranked)).orElseGet(() -> sampled(ranked));
        Duration longest = tools.longestAttempt(request.demand().workload());
        SurveyPlanView view = new SurveyPlanView(request, survey.parallel(), ranked, chosen, longest);
        bench.results().print(view::json, view::text);
        return Ending.of(chosen.isEmpty() ? ExitCode.NO_OFFER : ExitCode.DONE, "");
    }

    private List<Survey.Candidate> sampled(Ranked ranked) {
        long seed = Optional.ofNullable(simulate.seed).orElse(1L);
        return Survey.sample(ranked, survey.sample(), survey.count(), seed);
    }

    private Ending survey(
            Workbench bench,
            RunTools tools,
            RunRequest request,
            Optional<SurveyDetail> resumed,
            RunEvent.Listener outlets)
            throws InterruptedException {
        leaseOptions.warn(bench.terminal().err());
        SweepReport swept = Sweeping.first(bench, simulate, Survey.COMMAND, Sweep.Mode.DESTROY);
        String ownerId = bench.ownership(Survey.COMMAND).ownerId();
        SurveyBook book = new SurveyBook(bench.database()).heldBy(ownerId);
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
                    outlets.hear(event);
                },
                tools.marketGoesOn());
        String surveyId = resumed.map(known -> known.start().surveyId()).orElse(runId);
        Optional<String> other = held(bench, surveyId, ownerId)
                .or(() -> resumed.flatMap(known -> new StoredSurvey(known).underWay(bench)));
        if (other.isPresent()) return elsewhere(bench, surveyId, other.get());
        // Read anew: whoever held it until now may have judged machines.
        Optional<SurveyDetail> before = resumed.flatMap(known -> book.find(surveyId));
        Ranked ranked = surveying.look(request);
        List<Survey.Candidate> chosen;
        if (before.isPresent()) {
            if (before.get().count(Finding.LEFT) == 0) return nothingLeft(bench, before.get(), swept);
            chosen = new StoredSurvey(before.get()).left(ranked);
        } else {
            chosen = sampled(ranked);
            if (chosen.isEmpty()) return none(bench, ranked, swept);
            book.begin(start(surveyId, request, bench), planned(chosen), bench.wall());
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

    /** Takes the survey for this process. @return who else has it */
    private static Optional<String> held(Workbench bench, String surveyId, String ownerId) {
        String holder = RunLock.name(Survey.COMMAND, bench.wall().instant());
        String host = ThisHost.liveness().host().replaceFirst("/.*", "");
        return new SurveyLeases(bench.database(), bench.wall(), ThisHost.liveness())
                .take(surveyId, ownerId, host.isEmpty() ? holder : holder + ", on " + host);
    }

    private static Ending elsewhere(Workbench bench, String surveyId, String who) {
        String why =
                "survey " + surveyId + " is under way: " + Words.printable(who) + "; resume it when that has ended";
        bench.terminal().err().println("vastctl: " + why);
        return Ending.of(ExitCode.SKIPPED, why);
    }

    private static Ending nothingLeft(Workbench bench, SurveyDetail survey, SweepReport swept) {
        SurveyView view = new SurveyView(survey);
        String why = "nothing is left of survey " + survey.start().surveyId();
        bench.terminal().err().println("vastctl: " + why);
        bench.results().print(view::json, () -> view.text(bench.results().fitting()) + view.summary());
        return withoutARun(bench, ExitCode.DONE, why, swept);
    }

    private static Ending none(Workbench bench, Ranked ranked, SweepReport swept) {
        String why = NoOffer.explain(ranked);
        bench.terminal().err().print("vastctl: " + why);
        return withoutARun(bench, ExitCode.NO_OFFER, why.strip(), swept);
    }

    /** What an earlier run left outranks why this one did not begin. */
    private static Ending withoutARun(Workbench bench, ExitCode code, String why, SweepReport swept) {
        Sweeping.name(swept.leftovers(), bench.terminal().err());
        return swept.mayStillRun() ? Ending.of(why, swept.leftovers()) : Ending.of(code, why);
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

    private Ending told(
            Workbench bench, RunTools tools, Optional<SurveyDetail> survey, RunResult result, SweepReport swept) {
        ExitCode code = bench.decided(swept.mayStillRun() ? ExitCode.MAY_STILL_RUN : code(result, survey));
        survey.ifPresent(known -> show(bench, tools, known, result, code));
        Aftermath.tell(
                result,
                swept.leftovers(),
                tools.marketGoesOn(),
                bench.terminal().err());
        if (code != result.exitCode()) record(bench, result, code);
        return Ending.of(result, code, swept.leftovers());
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
