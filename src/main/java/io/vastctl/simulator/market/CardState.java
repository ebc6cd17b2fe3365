package io.vastctl.simulator.market;

/**
 * A card at one moment.
 *
 * @param core degrees C of the chip
 * @param memory degrees C of its memory, whether or not the card shows it
 * @param power share of its power limit that it draws
 * @param busy share of its time that it works
 * @param brake how heat holds its clocks down
 * @param offTheBus whether the driver has lost it
 */
public record CardState(double core, double memory, double power, double busy, Brake brake, boolean offTheBus) {

    /** What heat does to the clocks. */
    public enum Brake {
        NONE(1),
        /** The driver lowers them. */
        SOFT(0.85),
        /** The hardware halves them. */
        HARD(0.5);

        private final double pace;

        Brake(double pace) {
            this.pace = pace;
        }

        /** What is left of the card's speed, as a factor. */
        public double pace() {
            return pace;
        }
    }
}
