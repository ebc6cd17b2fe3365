package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The account: what was granted, when what is billed has used it up, and the messages to the customer. The instants
 * at which the credit is low and gone follow from the bills alone, to the millisecond, however late somebody looks.
 */
final class Ledger {

    /** Below that share of what the account began with, the customer is told. */
    private static final double LOW = 0.1;

    private final ToDoubleFunction<Instant> billed;
    private final double low;
    private final List<Notice> notices = new ArrayList<>();
    private double granted;
    private boolean warned;
    private boolean solvent = true;

    /** @param billed USD billed in all by that moment; never falls */
    Ledger(double credit, ToDoubleFunction<Instant> billed) {
        this.granted = credit;
        this.low = credit * LOW;
        this.billed = billed;
    }

    Account account(Instant now) {
        double spent = billed.applyAsDouble(now);
        double left = granted - spent;
        return new Account(Math.max(0, left), Math.min(0, left), spent);
    }

    boolean solvent() {
        return solvent;
    }

    /** Somebody paid in, or took out. */
    void setCredit(double dollars, Instant now) {
        granted = billed.applyAsDouble(now) + dollars;
        warned = dollars < low;
        // Without a cent left the next look finds it crossed, and everything stops.
        solvent |= dollars > 0;
    }

    /** When the credit becomes low or is used up in that stretch, which nothing else happens in; empty for neither. */
    Optional<Instant> crossing(Instant from, Instant to) {
        if (!solvent || billed.applyAsDouble(to) < limit()) return Optional.empty();
        long before = from.toEpochMilli() - 1;
        long after = to.toEpochMilli();
        while (after - before > 1) {
            long middle = before + (after - before) / 2;
            boolean crossed = billed.applyAsDouble(Instant.ofEpochMilli(middle)) >= limit();
            if (crossed) after = middle;
            else before = middle;
        }
        return Optional.of(Instant.ofEpochMilli(after));
    }

    private double limit() {
        return warned ? granted : granted - low;
    }

    /** Takes note of a crossing; true if the credit is used up. */
    boolean crossed(Instant at) {
        if (!warned) {
            warned = true;
            tell("client:low_credit", at, OptionalLong.empty(), "Your credit is running low.");
            return false;
        }
        solvent = false;
        return true;
    }

    /** How long stopped boxes are kept without credit: longer for who has spent more. */
    Duration grace(Instant at) {
        double hours = Math.min(48, 1 + billed.applyAsDouble(at));
        return MarketTime.seconds(hours * 3_600);
    }

    void tell(String key, Instant at, OptionalLong contract, String text) {
        notices.add(new Notice(key, at, contract, text));
    }

    void tell(String key, Instant at, Contract contract, String text) {
        tell(key, at, OptionalLong.of(contract.id()), text);
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }
}
