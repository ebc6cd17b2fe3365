package io.vastctl.workload;

/**
 * What the operator put in place of a workload's own.
 *
 * @param image whether it is another image
 * @param model whether it is another model
 */
record Replaced(boolean image, boolean model) {

    /** The workload as it is defined. */
    public static final Replaced NOTHING = new Replaced(false, false);
}
