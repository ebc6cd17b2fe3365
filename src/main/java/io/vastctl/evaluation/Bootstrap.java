package io.vastctl.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How far a figure would move on other markets: it is computed again and again over as many markets drawn with
 * replacement from those that were played. Whole markets are drawn, because the runs on one market meet the same machines.
 * All figures see the same draws, so that a ratio of two policies is compared market by market.
 */
final class Bootstrap {

    private static final int DRAWS = 1000;
    private static final double TAIL = 0.025;

    private final int markets;
    private final long seed;

    /** @param seed the same one gives the same intervals */
    Bootstrap(int markets, long seed) {
        this.markets = markets;
        this.seed = seed;
    }

    /**
     * The middle 95 per cent of the draws, for each figure.
     *
     * @param figures of how often each market was drawn; not a number where a draw gives none
     * @return empty with one market, and where too many draws give no figure
     */
    List<Optional<Interval>> intervals(List<ToDoubleFunction<int[]>> figures) {
        if (markets < 2)
            return figures.stream().map(figure -> Optional.<Interval>empty()).toList();
        double[][] seen = new double[figures.size()][DRAWS];
        SplittableRandom random = new SplittableRandom(seed);
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] times = new int[markets];
            for (int market = 0; market < markets; market++) times[random.nextInt(markets)]++;
            for (int figure = 0; figure < seen.length; figure++)
                seen[figure][draw] = figures.get(figure).applyAsDouble(times);
        }
        List<Optional<Interval>> intervals = new ArrayList<>();
        for (double[] values : seen) intervals.add(middle(values));
        return intervals;
    }

    private static Optional<Interval> middle(double[] values) {
        double[] ascending = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (ascending.length < (1 - TAIL) * values.length) return Optional.empty();
        int low = (int) Math.floor(TAIL * ascending.length);
        return Optional.of(new Interval(ascending[low], ascending[ascending.length - 1 - low]));
    }
}
