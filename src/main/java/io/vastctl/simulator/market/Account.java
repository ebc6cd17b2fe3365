package io.vastctl.simulator.market;

/**
 * The customer's money at one moment, in USD.
 *
 * @param credit what can still be spent, never below 0
 * @param balance what is owed once the credit is gone: 0, or below 0
 * @param totalSpent everything that was ever billed
 */
public record Account(double credit, double balance, double totalSpent) {

    /** Whether something can be rented or started. */
    public boolean solvent() {
        return credit > 0;
    }
}
