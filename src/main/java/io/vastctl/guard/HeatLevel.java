package io.vastctl.guard;

/** How hot a machine is, milder first. */
public enum HeatLevel {
    COOL,
    /** At the operating limit: told, and nothing else. */
    WARM,
    /** At the slowdown: no new work, and another machine instead. */
    HOT,
    /** Just before it shuts itself off: stopped at once. */
    CRITICAL;

    boolean atLeast(HeatLevel other) {
        return compareTo(other) >= 0;
    }

    static HeatLevel hotter(HeatLevel one, HeatLevel other) {
        return one.atLeast(other) ? one : other;
    }
}
