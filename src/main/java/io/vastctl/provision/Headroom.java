package io.vastctl.provision;

/**
 * How far one ceiling is used up.
 *
 * @param ceiling the setting it comes from, {@code max-spend-day}
 * @param used in the unit of the limit: USD, or seconds for the deadline
 * @param limit reached when as much is used
 * @param evidence one line for people
 */
public record Headroom(String ceiling, double used, double limit, String evidence) {

    private static final double NEAR = 0.8;

    public boolean isReached() {
        return used >= limit;
    }

    /** Whether four fifths of it are used up. */
    public boolean isNear() {
        return used >= NEAR * limit;
    }
}
