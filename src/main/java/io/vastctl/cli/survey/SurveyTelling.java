package io.vastctl.cli.survey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.offers.NoOffer;
import io.vastctl.cli.rent.Aftermath;
import io.vastctl.cli.rent.Ending;
import io.vastctl.cli.rent.RunTools;
import io.vastctl.cli.simulate.TruthView;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.sweep.SweepReport;
import io.vastctl.ranking.Ranked;
import io.vastctl.report.SurveyPage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a survey ended, told: on stdout and stderr, and as a page.
 *
 * @param report where the page is to be; empty for none
 * @param version of the program, for the page's foot
 */
record SurveyTelling(Workbench bench, RunTools tools, Optional<Path> report, String version) {

    /** Empty, and told, if the memory is away: what is left of the survey itself must be told all the same. */
    private Optional<SurveyDetail> stored(SurveyBook book, String surveyId) {
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

    Ending elsewhere(String surveyId, String who) {
        String why =
                "survey " + surveyId + " is under way: " + Words.printable(who) + "; resume it when that has ended";
        bench.terminal().err().println("vastctl: " + why);
        return Ending.of(ExitCode.SKIPPED, why);
    }

    Ending nothingLeft(SurveyDetail survey, SweepReport swept) {
        SurveyView view = new SurveyView(survey);
        String why = "nothing is left of survey " + survey.start().surveyId();
        bench.terminal().err().println("vastctl: " + why);
        bench.results().print(view::json, () -> view.text(bench.results().fitting()) + view.summary());
        return withoutARun(ExitCode.DONE, why, swept).of(Optional.of(survey));
    }

    Ending none(Ranked ranked, SweepReport swept) {
        String why = NoOffer.explain(ranked);
        bench.terminal().err().print("vastctl: " + why);
        return withoutARun(ExitCode.NO_OFFER, why.strip(), swept);
    }

    /** What an earlier run left outranks why this one did not begin. */
    private Ending withoutARun(ExitCode code, String why, SweepReport swept) {
        Sweeping.name(swept.leftovers(), bench.terminal().err());
        return swept.mayStillRun() ? Ending.of(why, swept.leftovers()) : Ending.of(code, why);
    }

    Ending told(SurveyBook book, String surveyId, RunResult result, SweepReport swept) {
        Optional<SurveyDetail> survey = stored(book, surveyId);
        ExitCode code = bench.decided(swept.mayStillRun() ? ExitCode.MAY_STILL_RUN : code(result, survey));
        survey.ifPresent(known -> show(known, result, code));
        Aftermath.tell(
                result,
                swept.leftovers(),
                tools.marketGoesOn(),
                bench.terminal().err());
        if (code != result.exitCode()) record(result, code);
        return Ending.of(result, code, swept.leftovers()).of(survey);
    }

    private void show(SurveyDetail survey, RunResult result, ExitCode code) {
        report.ifPresent(path -> page(new ReportFile("--report", path), survey));
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

    private void record(RunResult result, ExitCode code) {
        try {
            new RunHistory(bench.database()).endedWith(result.runId(), code.code());
        } catch (StoreException e) {
            bench.terminal().err().println("vastctl: " + Trouble.of(e).line() + "; the survey's result stands");
        }
    }

    private void page(ReportFile file, SurveyDetail survey) {
        try {
            file.write(new SurveyPage(survey, version).html());
            bench.terminal().err().println("vastctl: " + file.path() + " shows the survey");
        } catch (UsageException e) {
            // What was found out is in the database, and printed; the page can be written again.
            bench.terminal().err().println("vastctl: " + e.getMessage() + "; then: vastctl survey show --report FILE");
        }
        bench.terminal().err().flush();
    }
}
