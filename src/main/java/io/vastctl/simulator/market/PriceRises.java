package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Announced price increases. The official client's own words (its commands show, accept and reject price-increase):
 * the new price applies only after the contract's current end date, the rest of the term is billed at the old one;
 * a rejected row is dropped and nothing follows; without an answer the contract is not extended. So: accepting moves
 * the contract's end to the offer's and changes the price at the old end; rejecting and silence let the contract end.
 */
final class PriceRises {

    private final Agenda agenda;
    private final Ledger ledger;
    private final Chance chance;
    private final Map<Long, Row> pending = new TreeMap<>();
    private long next;

    /** An announcement that nobody has answered. */
    record Row(PriceIncrease increase, Contract contract) {}

    PriceRises(Agenda agenda, Ledger ledger, Chance chance) {
        this.agenda = agenda;
        this.ledger = ledger;
        this.chance = chance;
        this.next = 1L + Math.floorMod(chance.bits("price increases"), 9_000);
    }

    /** Announces that many times the price, unless an announcement is open or the contract has no end. */
    void announce(Contract contract, double factor, Instant now) {
        boolean open = pending.values().stream().anyMatch(row -> row.contract() == contract);
        if (open || contract.endDate().equals(Instant.MAX) || !contract.alive(now)) return;
        double old = contract.offer().number("dph_base", 0);
        Duration more = Duration.ofDays((long) chance.between(20, 90, "extended", contract.id()));
        PriceIncrease row = new PriceIncrease(
                next++,
                contract.id(),
                contract.offer().hostId(),
                old,
                old * factor,
                now,
                contract.endDate(),
                contract.endDate(),
                contract.endDate().plus(more));
        pending.put(row.id(), new Row(row, contract));
        agenda.plan(row.effectiveAt(), when -> pending.remove(row.id()));
        ledger.tell(
                "client:price_increase", now, contract, "The host asks for a higher price after the contract's end.");
    }

    List<PriceIncrease> open(Instant now) {
        return pending.values().stream()
                .filter(row -> now.isBefore(row.contract().goneAt()))
                .map(Row::increase)
                .toList();
    }

    /** Takes the row away; empty if there is none of that number. */
    Optional<Row> answered(long id) {
        return Optional.ofNullable(pending.remove(id));
    }
}
