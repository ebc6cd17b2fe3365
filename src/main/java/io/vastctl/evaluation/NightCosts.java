package io.vastctl.evaluation;

import io.vastctl.evaluation.PolicyFigures.Nights;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The cost of a ready endpoint, night by night. */
final class NightCosts {
    private NightCosts() {}

    /** More points than these say more about chance than about memory. */
    private static final int MOST_POINTS = 10;

    /** @param nights how many a market has at most */
    static List<Nights> of(List<Trial> trials, int nights) {
        int together = (nights + MOST_POINTS - 1) / MOST_POINTS;
        List<Nights> points = new ArrayList<>();
        for (int first = 1; first <= nights; first += together) {
            int from = first;
            int last = Math.min(first + together - 1, nights);
            List<Trial> those = trials.stream()
                    .filter(trial -> trial.night() >= from && trial.night() <= last)
                    .toList();
            if (!those.isEmpty()) points.add(new Nights(from, last, those.size(), dollarsPerReady(those)));
        }
        return points;
    }

    private static OptionalDouble dollarsPerReady(List<Trial> trials) {
        long ready = trials.stream().filter(Trial::isReady).count();
        double dollars = trials.stream().mapToDouble(Trial::dollars).sum();
        return ready == 0 ? OptionalDouble.empty() : OptionalDouble.of(dollars / ready);
    }
}
