package io.vastctl.cli.survey;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Workbench;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.outcome.ExitCode;
import io.vastctl.report.SurveyPage;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vastctl survey show}: one survey as it stands. */
@Command(name = "show", description = "Show a survey, machine by machine: the newest one, or the one of that id.")
final class SurveyShowCommand extends BenchCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "<survey>",
            description = "The survey's id, or a beginning of it (default: the newest).")
    String surveyId = "";

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--report", paramLabel = "<file>", description = "Write it as one HTML page, too.")
    @Nullable
    Path report;

    @Override
    protected int run(Workbench bench) {
        Optional<ReportFile> file = Optional.ofNullable(report).map(path -> new ReportFile("--report", path));
        file.ifPresent(ReportFile::check);
        SurveyDetail survey = StoredSurvey.find(bench, surveyId);
        file.ifPresent(page -> page.write(new SurveyPage(survey, version(spec)).html()));
        SurveyView view = new SurveyView(survey);
        bench.results().print(view::json, () -> view.text(bench.results().fitting()) + view.summary());
        return ExitCode.DONE.code();
    }

    /** Of the program, for the page's foot; empty if it is not known. */
    static String version(@Nullable CommandSpec spec) {
        String[] lines = spec == null ? new String[0] : spec.root().version();
        return lines.length == 0 ? "" : lines[0].replaceFirst("^vastctl ", "");
    }
}
