package io.vastctl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPageTest {

    private static final String EVIL = "</pre><script>alert(1)</script>\"'&";

    private static String page(EvaluationPlan plan) {
        return new ReportPage(Figures.of(plan, PlayedTrials.of(plan)), "Each run: a test.", "vastctl again", "1.0")
                .html();
    }

    private static EvaluationPlan plan(int runs, int nights) {
        return new EvaluationPlan(
                runs, nights, "hostile", 40, List.of("balanced", "cheapest-first", "success-then-price"));
    }

    @Test
    void thePageNeedsNothingButItself() {
        String page = page(plan(40, 10));

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("prefers-color-scheme: dark", "name=\"viewport\"")
                .doesNotContain("<script", "<link", "src=", "http", "url(", "@import", "NaN", "Infinity");
        assertThat(page.split("<svg ", -1)).hasSize(5);
    }

    @Test
    void itSaysWhatWasPlayedAndHowToPlayItAgain() {
        assertThat(page(plan(40, 10)))
                .contains("40 runs of each policy", "4 markets of scenario hostile (seeds 40 to 43), 10 nights on each")
                .contains("Each run: a test.", "<pre>vastctl again</pre>", "Played with vastctl 1.0");
    }

    @Test
    void itSaysInWordsHowEachPolicyStandsAgainstTheCheapest() {
        assertThat(page(plan(40, 10)))
                .containsPattern("balanced, with memory: \\$0\\.\\d{3} \\([-.0-9]+\\) per ready"
                        + " endpoint, 0\\.\\d\\d \\([-.0-9]+\\) times that of cheapest-first");
    }

    @Test
    void withOneNightThereIsNothingToSayAboutTheNights() {
        assertThat(page(plan(10, 1))).doesNotContain("How memory pays");
    }

    @Test
    void oneRunMakesAPageToo() {
        assertThat(page(plan(1, 1))).contains("there are no intervals").doesNotContain("NaN", "Infinity");
    }

    @Test
    void aPageOfFailuresAloneIsWhole() {
        EvaluationPlan plan = new EvaluationPlan(2, 1, "hostile", 40, List.of("balanced"));
        Figures figures = Figures.of(
                plan,
                List.of(
                        PlayedTrials.failed("balanced", true, 40, 1, 0.1),
                        PlayedTrials.failed("balanced", true, 41, 1, 0.1)));

        assertThat(new ReportPage(figures, "", "", "").html())
                .contains(">none<", "infrastructure")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void whatComesFromFilesAndOptionsCannotBecomeMarkup() {
        EvaluationPlan plan = new EvaluationPlan(4, 2, EVIL, 40, List.of(EVIL));

        assertThat(new ReportPage(Figures.of(plan, PlayedTrials.of(plan)), EVIL, EVIL, EVIL).html())
                .doesNotContain("<script")
                .contains("&lt;script&gt;");
    }
}
