package io.vastctl.cli.survey;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Owners;
import io.vastctl.memory.ThisHost;
import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.provision.Roster;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.survey.Survey;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A survey of earlier: found by its id, and what of it is left to do. */
record StoredSurvey(SurveyDetail detail) {

    /** Between two searches of which the second may confirm the first. */
    private static final Duration APART = Duration.ofMinutes(2);

    /**
     * The survey of that id, or the newest one where it is empty.
     *
     * @throws UsageException if there is none
     */
    static SurveyDetail find(Workbench bench, String id) {
        Optional<Database> known = bench.knownDatabase();
        Optional<SurveyDetail> found = known.flatMap(database -> {
            SurveyBook book = new SurveyBook(database);
            return id.isEmpty() ? book.newest().flatMap(book::find) : book.find(id);
        });
        return found.orElseThrow(
                () -> new UsageException((id.isEmpty() ? "there is no survey yet" : "survey " + id + " is unknown")
                        + ": begin one with vastctl survey, or name another state with --state"));
    }

    /** @throws UsageException if it is of the other market */
    void requireMarket(Origin here) {
        if (detail.start().origin() != here)
            throw new UsageException("survey " + detail.start().surveyId() + " is of the "
                    + detail.start().origin().word() + " market, and this is the " + here.word() + " one");
    }

    /** A rental of it that another process looks after; empty if there is none. */
    Optional<String> underWay(Workbench bench) {
        Owners owners = new Owners(bench.database(), bench.wall());
        Roster roster = Roster.of(owners, ThisHost.liveness());
        Journal journal = new Journal(bench.database());
        Instant now = bench.clock().instant();
        return detail.runs().stream()
                .flatMap(run -> journal.ofRun(run).stream())
                .filter(entry -> entry.isOpen() && !Roster.isGivenUp(entry) && roster.atWork(entry, now))
                .map(entry -> entry.label() + " is looked after by another process")
                .findFirst();
    }

    /**
     * The machines that are left, as far as they are offered now, in the order of their turns; one that was not offered at an
     * earlier resumption, and is there again, is left too.
     */
    List<Survey.Candidate> left(Ranked ranked) {
        Map<Long, RankedOffer> offered = Survey.byMachine(ranked);
        List<Survey.Candidate> left = new ArrayList<>();
        for (SurveyMachine machine : detail.machines())
            if (isUntried(machine))
                Optional.ofNullable(offered.get(machine.machineId()))
                        .ifPresent(offer -> left.add(new Survey.Candidate(machine.position(), offer)));
        return left;
    }

    /** Nothing is known of it by an attempt. */
    private static boolean isUntried(SurveyMachine machine) {
        return machine.finding() == Finding.LEFT || machine.attempt().isEmpty();
    }

    /**
     * Notes what was not offered in two searches that lie minutes apart: one may lack what is there, and an empty one tells
     * nothing. What was offered and did not pass, for its price for instance, is there.
     *
     * @param first what the first search had
     * @param apart between the two
     */
    void noteAbsent(Survey surveying, RunRequest request, SurveyBook book, Ranked first, Duration apart)
            throws InterruptedException {
        Set<Long> before = Survey.seen(first);
        List<SurveyMachine> missing = detail.machines().stream()
                .filter(machine -> machine.finding() == Finding.LEFT && !before.contains(machine.machineId()))
                .toList();
        if (missing.isEmpty() || before.isEmpty() || apart.compareTo(APART) < 0) return;
        Set<Long> now = Survey.seen(surveying.look(request, size()));
        if (now.isEmpty()) return;
        for (SurveyMachine machine : missing)
            if (!now.contains(machine.machineId())) book.absent(detail.start().surveyId(), machine.position());
    }

    /** How many machines it has in all. */
    int size() {
        return detail.machines().size();
    }
}
