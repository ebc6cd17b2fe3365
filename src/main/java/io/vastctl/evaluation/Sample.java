package io.vastctl.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The trials of one policy with one kind of memory, summed by market, so that figures over drawn markets are quick. */
final class Sample {

    private final double[] runs;
    private final double[] ready;
    private final double[] dollars;
    private final double[] wasted;
    private final double[] attempts;
    private final double[] ascendingSeconds;
    private final int[] marketOfSeconds;

    /** @param markets all that were played, ascending */
    Sample(List<Trial> trials, long[] markets) {
        runs = sums(trials, markets, trial -> 1);
        ready = sums(trials, markets, trial -> trial.isReady() ? 1 : 0);
        dollars = sums(trials, markets, Trial::dollars);
        wasted = sums(trials, markets, Sample::wasted);
        attempts = sums(trials, markets, Trial::attempts);
        List<Trial> timed = trials.stream()
                .filter(trial -> trial.secondsToReady().isPresent())
                .sorted(Comparator.comparingDouble(
                        trial -> trial.secondsToReady().getAsDouble()))
                .toList();
        ascendingSeconds = timed.stream()
                .mapToDouble(trial -> trial.secondsToReady().getAsDouble())
                .toArray();
        marketOfSeconds =
                timed.stream().mapToInt(trial -> index(markets, trial)).toArray();
    }

    private static double[] sums(List<Trial> trials, long[] markets, ToDoubleFunction<Trial> amount) {
        double[] sums = new double[markets.length];
        for (Trial trial : trials) sums[index(markets, trial)] += amount.applyAsDouble(trial);
        return sums;
    }

    /** It is a difference of sums, so nothing wasted may read as a little less than nothing. */
    static double wasted(Trial trial) {
        return Math.max(0, trial.dollarsWasted());
    }

    private static int index(long[] markets, Trial trial) {
        return Arrays.binarySearch(markets, trial.market());
    }

    double successRate(int[] times) {
        return total(ready, times) / total(runs, times);
    }

    /** Infinite where money was spent for nothing. */
    double dollarsPerReady(int[] times) {
        return total(dollars, times) / total(ready, times);
    }

    double wastedPerRun(int[] times) {
        return total(wasted, times) / total(runs, times);
    }

    double attemptsPerRun(int[] times) {
        return total(attempts, times) / total(runs, times);
    }

    /** By nearest rank, of a share such as 0.95; not a number where no run became ready. */
    double seconds(double share, int[] times) {
        long count = 0;
        for (int market : marketOfSeconds) count += times[market];
        long rank = (long) Math.ceil(share * count);
        long passed = 0;
        for (int i = 0; i < ascendingSeconds.length; i++) {
            passed += times[marketOfSeconds[i]];
            if (passed >= rank && times[marketOfSeconds[i]] > 0) return ascendingSeconds[i];
        }
        return Double.NaN;
    }

    List<Double> ascendingSeconds() {
        return Arrays.stream(ascendingSeconds).boxed().toList();
    }

    private static double total(double[] amounts, int[] times) {
        double total = 0;
        for (int market = 0; market < amounts.length; market++) total += amounts[market] * times[market];
        return total;
    }
}
