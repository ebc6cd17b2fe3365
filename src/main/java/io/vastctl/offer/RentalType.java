package io.vastctl.offer;

/** How a machine is rented. */
public enum RentalType {
    ON_DEMAND("on-demand"),
    /** Cheaper, and stopped whenever somebody bids more. */
    INTERRUPTIBLE("bid");

    private final String wireName;

    RentalType(String wireName) {
        this.wireName = wireName;
    }

    /** The value of {@code type} in a search. */
    public String wireName() {
        return wireName;
    }
}
