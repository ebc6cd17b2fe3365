package io.vastctl.cli.runs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.offers.OffersView;
import io.vastctl.cli.rent.Snapshot;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.AttemptRow;
import io.vastctl.ranking.Constant;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.Experience;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.ranking.Ranking;
import io.vastctl.ranking.RankingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A stored choice, made again.
 *
 * @param ranked as this version ranks what was known then, with the constants of then
 * @param identical whether that is the stored order, its dollars equal to the last bit
 * @param changed constants that are set otherwise now
 * @param sameToday whether the constants of now would give the same order of offers
 */
record Replay(Snapshot snapshot, Ranked ranked, boolean identical, List<Change> changed, boolean sameToday) {

    /** One constant, then and now. */
    record Change(Constant constant, double then, double now) {}

    static Replay of(Snapshot snapshot, Constants today) {
        RankingInput input = snapshot.input();
        Ranked ranked = rank(snapshot, input.experience());
        List<Change> changed = new ArrayList<>();
        for (Constant constant : Constant.values()) {
            double then = input.experience().constants().get(constant);
            double now = today.get(constant);
            if (Double.compare(then, now) != 0) changed.add(new Change(constant, then, now));
        }
        Ranked now =
                changed.isEmpty() ? ranked : rank(snapshot, input.experience().with(today));
        return new Replay(
                snapshot,
                ranked,
                Snapshot.order(ranked).equals(snapshot.order()),
                changed,
                ids(now).equals(ids(ranked)));
    }

    private static Ranked rank(Snapshot snapshot, Experience experience) {
        return Ranking.rank(
                snapshot.offers(),
                snapshot.input().demand(),
                experience,
                snapshot.input().now());
    }

    private static List<Long> ids(Ranked ranked) {
        return Snapshot.order(ranked).stream().map(Snapshot.Place::offerId).toList();
    }

    ObjectNode json(String runId, List<AttemptRow> attempts) {
        ObjectNode json = Json.document("run-explanation")
                .put("runId", runId)
                .put("rankedAt", Words.iso(snapshot.input().now()))
                .put("strictness", snapshot.input().demand().policy().name())
                .put("identical", identical)
                .put("sameOrderWithTodaysConstants", sameToday);
        ArrayNode list = json.putArray("changedConstants");
        for (Change change : changed)
            list.addObject()
                    .put("setting", "ranking-" + change.constant().id())
                    .put("then", change.then())
                    .put("now", change.now());
        ArrayNode stored = json.putArray("storedOrder");
        snapshot.order().forEach(place -> stored.add(place.offerId()));
        json.set("eligible", OffersView.json(ranked).path("eligible"));
        ArrayNode tried = json.putArray("tried");
        for (AttemptRow attempt : attempts)
            tried.addObject()
                    .put("attempt", attempt.number())
                    .put("offerId", attempt.offerId())
                    .put("outcome", attempt.outcome());
        return json;
    }

    String text(String runId, List<AttemptRow> attempts, int limit) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Run %s chose among %s, ranked %s under %s.%n%s%n",
                runId,
                Words.count(snapshot.order().size(), "eligible offer", "eligible offers"),
                Words.moment(snapshot.input().now()),
                snapshot.input().demand().policy().name(),
                verdict()));
        for (Change change : changed)
            text.append(String.format(
                    Locale.ROOT,
                    "  ranking-%s was %s, is %s now%n",
                    change.constant().id(),
                    change.then(),
                    change.now()));
        List<RankedOffer> shown =
                ranked.eligible().subList(0, Math.min(limit, ranked.eligible().size()));
        text.append(OffersView.table(shown));
        for (AttemptRow attempt : attempts)
            text.append(String.format(
                    Locale.ROOT,
                    "Attempt %d: offer %d, %s%n",
                    attempt.number(),
                    attempt.offerId(),
                    attempt.outcome().replace('_', ' ')));
        return text.toString();
    }

    private String verdict() {
        String same = identical
                ? "Replayed from what was known then: the same order, to the last bit."
                : "Replayed from what was known then: NOT the stored order; this version ranks differently.";
        if (changed.isEmpty()) return same;
        return same
                + String.format(
                        Locale.ROOT,
                        "%nConstants have changed since; with today's the order would be %s:",
                        sameToday ? "the same" : "another");
    }
}
