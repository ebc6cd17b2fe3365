package io.vastctl.cli.survey;

import io.vastctl.cli.RandomNames;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.errand.RunLock;
import io.vastctl.cli.rent.AttemptOptions;
import io.vastctl.cli.rent.Ending;
import io.vastctl.cli.rent.RentingCommand;
import io.vastctl.cli.rent.RunTools;
import io.vastctl.cli.text.UsageException;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
public final class SurveyCommand extends RentingCommand {

    @Mixin
    SurveyOptions survey = new SurveyOptions();

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
    protected String command() {
        return Survey.COMMAND;
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
        RunRequest request =
                asked(bench, new AttemptOptions()).hedged(false).leased(leaseOptions.length(bench.settings()));
        survey.requireRoom(request.ceilings().maxRentals());
        requireAdapter(request, bench.adapters());
        return carryOut(
                bench,
                request,
                List.of(),
                (at, tools, there, outlets) -> plan(at, tools, there, before),
                (at, tools, there, outlets) -> survey(at, tools, there, before, outlets));
    }

    private Ending plan(Workbench bench, RunTools tools, RunRequest request, Optional<SurveyDetail> before)
            throws InterruptedException {
        before.ifPresent(known -> new StoredSurvey(known).requireMarket(tools.origin()));
        bench.looking(Survey.COMMAND);
        Ranked ranked = tools.provisioner(event -> {}).plan(request, wanted(before));
        List<Survey.Candidate> chosen =
                before.map(known -> new StoredSurvey(known).left(ranked)).orElseGet(() -> sampled(ranked));
        Duration longest = tools.longestAttempt(request.demand().workload());
        SurveyPlanView view = new SurveyPlanView(request, survey.parallel(), ranked, chosen, longest);
        bench.results().print(view::json, view::text);
        return Ending.of(chosen.isEmpty() ? ExitCode.NO_OFFER : ExitCode.DONE, "");
    }

    private int wanted(Optional<SurveyDetail> before) {
        return before.map(StoredSurvey::new).map(StoredSurvey::size).orElseGet(survey::count);
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
        resumed.ifPresent(known -> new StoredSurvey(known).requireMarket(tools.origin()));
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
        SurveyTelling telling =
                new SurveyTelling(bench, tools, Optional.ofNullable(report), SurveyShowCommand.version(spec));
        String surveyId = resumed.map(known -> known.start().surveyId()).orElse(runId);
        Optional<String> other = held(bench, surveyId, ownerId)
                .or(() -> resumed.flatMap(known -> new StoredSurvey(known).underWay(bench)));
        if (other.isPresent()) return telling.elsewhere(surveyId, other.get());
        // Read anew: whoever held it until now may have judged machines.
        Optional<SurveyDetail> before = resumed.flatMap(known -> book.find(surveyId));
        Ranked ranked = surveying.look(request, wanted(before));
        Instant searched = tools.surroundings().clock().instant();
        List<Survey.Candidate> chosen;
        if (before.isPresent()) {
            chosen = new StoredSurvey(before.get()).left(ranked);
            if (before.get().count(Finding.LEFT) == 0 && chosen.isEmpty())
                return telling.nothingLeft(before.get(), swept);
        } else {
            chosen = sampled(ranked);
            if (chosen.isEmpty()) return telling.none(ranked, swept);
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
        if (before.isPresent() && result.outcome() != RunOutcome.INTERRUPTED) {
            Duration apart =
                    Duration.between(searched, tools.surroundings().clock().instant());
            new StoredSurvey(before.get()).noteAbsent(surveying, request, book, ranked, apart);
        }
        return telling.told(book, surveyId, result, swept);
    }

    /** Takes the survey for this process. @return who else has it */
    private static Optional<String> held(Workbench bench, String surveyId, String ownerId) {
        String holder = RunLock.name(Survey.COMMAND, bench.wall().instant());
        String host = ThisHost.liveness().host().replaceFirst("/.*", "");
        return new SurveyLeases(bench.database(), bench.wall(), ThisHost.liveness())
                .take(surveyId, ownerId, host.isEmpty() ? holder : holder + ", on " + host);
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
}
