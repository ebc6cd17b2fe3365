package io.vastctl.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers onto a stretch of the drawing.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above {@code low}
 * @param step between two ticks
 */
record Scale(double low, double high, double step, double from, double to) {

    /** From zero to a round number that is no less than the largest value. */
    static Scale fromZero(double largest, int ticks, double from, double to) {
        double top = largest > 0 && Double.isFinite(largest) ? largest : 1;
        double step = roundStep(top / ticks);
        return new Scale(0, Math.ceil(top / step - 1e-9) * step, step, from, to);
    }

    /** The whole of a range, with ticks at round numbers inside it. */
    static Scale over(double low, double high, int ticks, double from, double to) {
        double top = high > low ? high : low + 1;
        return new Scale(low, top, roundStep((top - low) / ticks), from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (long count = (long) Math.ceil(low / step - 1e-9); count * step <= high + step * 1e-9; count++)
            ticks.add(count * step);
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, no less than asked. */
    private static double roundStep(double asked) {
        double power = Math.pow(10, Math.floor(Math.log10(asked)));
        for (int times : new int[] {1, 2, 5}) if (times * power >= asked * (1 - 1e-9)) return times * power;
        return 10 * power;
    }
}
