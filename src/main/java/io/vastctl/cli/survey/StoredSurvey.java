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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A survey of earlier: found by its id, and what of it is left to do. */
record StoredSurvey(SurveyDetail detail) {

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

    /** The machines that are left, as far as they are offered now, in the order of their turns. */
    List<Survey.Candidate> left(Ranked ranked) {
        Map<Long, RankedOffer> offered = Survey.byMachine(ranked);
        List<Survey.Candidate> left = new ArrayList<>();
        for (SurveyMachine machine : detail.machines())
            if (machine.finding() == Finding.LEFT)
                Optional.ofNullable(offered.get(machine.machineId()))
                        .ifPresent(offer -> left.add(new Survey.Candidate(machine.position(), offer)));
        return left;
    }

    /**
     * One search may lack what is there. What two lack that lie minutes apart is offered no more.
     *
     * @param chosen what the first search had
     */
    void noteAbsent(Survey surveying, RunRequest request, SurveyBook book, List<Survey.Candidate> chosen)
            throws InterruptedException {
        List<Integer> turns = chosen.stream().map(Survey.Candidate::position).toList();
        List<SurveyMachine> missing = detail.machines().stream()
                .filter(machine -> machine.finding() == Finding.LEFT && !turns.contains(machine.position()))
                .toList();
        if (missing.isEmpty()) return;
        Map<Long, RankedOffer> offered = Survey.byMachine(surveying.look(request, size()));
        for (SurveyMachine machine : missing)
            if (!offered.containsKey(machine.machineId()))
                book.absent(detail.start().surveyId(), machine.position());
    }

    /** How many machines it has in all. */
    int size() {
        return detail.machines().size();
    }
}
