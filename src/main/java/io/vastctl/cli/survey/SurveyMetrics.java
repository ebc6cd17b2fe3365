package io.vastctl.cli.survey;

import io.vastctl.cli.text.MetricsText;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import java.util.Optional;

/** What a survey found, in figures for Prometheus; it counts from its begin, however often it was resumed. */
public final class SurveyMetrics {
    private SurveyMetrics() {}

    /** Each finding and each kind of blame is always told, so that none is missing before it happens. */
    public static String of(SurveyDetail survey) {
        String market = survey.start().origin().word();
        MetricsText text = new MetricsText("vastctl_survey_");
        text.gauge("machines", "Machines of the last survey, by what was found.");
        for (Finding finding : Finding.values())
            text.sample(survey.count(finding), "market", market, "finding", SurveyView.word(finding));
        text.gauge("failures", "Machines of it that fail, by what the failure counts against.");
        for (Blame blame : Blame.values())
            text.sample(failures(survey, blame), "market", market, "blames", blame.word());
        text.gauge("cost_dollars", "What it cost from its begin, in US dollars.")
                .sample(survey.costDollars(), "market", market);
        return text.toString();
    }

    private static long failures(SurveyDetail survey, Blame blame) {
        return survey.machines().stream()
                .filter(machine -> machine.finding() == Finding.FAILS)
                .map(SurveyMachine::attempt)
                .flatMap(Optional::stream)
                .map(AttemptRow::failure)
                .flatMap(Optional::stream)
                .map(Failure::blames)
                .filter(blame::equals)
                .count();
    }
}
