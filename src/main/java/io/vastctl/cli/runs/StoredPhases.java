package io.vastctl.cli.runs;

import io.vastctl.cli.text.Words;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Paper;
import io.vastctl.outcome.PhaseTime;
import java.util.List;
import java.util.Locale;

/** What happened in an attempt, phase by phase: how long each took, and the last thing that was seen in it. */
final class StoredPhases {
    private StoredPhases() {}

    private static final int DETAIL = 100;

    static String text(AttemptRow attempt, List<Paper> papers) {
        List<Paper> decisions = papers.stream()
                .filter(paper -> paper.attempt() == attempt.number() && paper.kind() == Paper.Kind.DECISION)
                .toList();
        StringBuilder text = new StringBuilder();
        for (PhaseTime time : attempt.phases()) {
            String last = decisions.stream()
                    .filter(paper -> paper.name().equals(time.phase().name()))
                    .reduce((earlier, later) -> later)
                    .map(paper -> Words.firstLine(paper.content(), DETAIL))
                    .orElse("");
            text.append(String.format(
                            Locale.ROOT, "      %-16s %8s  %s", time.phase(), Words.duration(time.duration()), last)
                    .stripTrailing());
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
