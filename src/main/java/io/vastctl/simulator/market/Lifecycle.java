package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Market.StartAnswer;
import io.vastctl.simulator.market.Ordered.What;
import io.vastctl.simulator.market.Rest.Why;
import io.vastctl.simulator.market.Spells.Spell;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What is done to a contract from outside its container: by its customer, by other bidders, by the calendar. */
final class Lifecycle {

    /** How long a box is kept after its contract's end ("may be deleted 48 h later": vast-api.md, 12). */
    private static final Duration KEPT_AFTER_END = Duration.ofDays(2);

    private final Givens givens;
    private final Chance chance;
    private final Agenda agenda;
    private final Ledger ledger;
    private final Rivals rivals;
    private final PriceRises rises;
    private final OfferBook offers;
    private final Leases leases;
    private final Instant start;

    Lifecycle(
            Givens givens,
            Agenda agenda,
            Ledger ledger,
            PriceRises rises,
            OfferBook offers,
            Leases leases,
            Instant start) {
        this.givens = givens;
        this.chance = givens.chance();
        this.agenda = agenda;
        this.ledger = ledger;
        this.rises = rises;
        this.rivals = new Rivals(chance, givens.scenario(), start);
        this.offers = offers;
        this.leases = leases;
        this.start = start;
    }

    /** A contract was made: what will come its way. */
    void made(Contract contract, Instant now) {
        if (strikes(Fault.START_RACE, now, contract.id())) contract.stop();
        for (Ordered entry : givens.scenario().timeline()) {
            if (!(entry.what() instanceof What.Offline)
                    || !entry.concerns(contract.offer().machineId())) continue;
            Instant from = start.plus(entry.at());
            contract.outage(from, entry.length().map(from::plus).orElse(Instant.MAX), Outages.Kind.OFFLINE);
        }
        planEnd(contract);
        leases.begins(contract, LifePlan.Kind.CREATE);
        if (contract.bid().isPresent()) {
            agenda.plan(now.plusSeconds(1), when -> weigh(contract, when));
            watch(contract, now);
        }
        for (Spell spell : contract.fate().of(Fault.PRICE_RISE_LATE)) {
            if (spell.from().isAfter(now)) agenda.plan(spell.from(), when -> risesLate(contract, when));
        }
        if (strikes(Fault.PRICE_RISE, now, contract.id())) {
            Instant at = now.plus(between(60, 1_800, "price rise", contract));
            agenda.plan(at, when -> rises.announce(contract, chance.between(1.1, 1.6, "rise", contract.id()), when));
        }
    }

    private void risesLate(Contract contract, Instant when) {
        rises.announce(contract, chance.between(1.1, 1.8, "late rise", contract.id(), when.getEpochSecond()), when);
    }

    private void begin(Contract contract, LifePlan.Kind kind, Instant now) {
        contract.begin(kind, now);
        leases.begins(contract, kind);
    }

    StartAnswer start(Contract contract, Instant now) {
        if (!ledger.solvent() || !now.isBefore(contract.endDate())) return StartAnswer.REFUSED;
        Optional<Why> resting = contract.resting();
        boolean ended = resting.isEmpty() && contract.life().halted(now);
        if (resting.isEmpty() && !ended) return StartAnswer.ACCEPTED;
        if (resting.equals(Optional.of(Why.QUEUED)) || resting.equals(Optional.of(Why.OUTBID)))
            return StartAnswer.QUEUED;
        if (!leads(contract, now)) {
            contract.rest(Why.OUTBID, now, now);
            return StartAnswer.QUEUED;
        }
        if (strikes(Fault.START_QUEUED, now, contract.id(), contract.runCount())) {
            queue(contract, now);
            return StartAnswer.QUEUED;
        }
        contract.endRun(now);
        begin(contract, LifePlan.Kind.START, now);
        return StartAnswer.ACCEPTED;
    }

    /** Somebody else has the card; it starts when that one has gone, hours later. */
    private void queue(Contract contract, Instant now) {
        contract.rest(Why.QUEUED, now, now);
        long turn = contract.turn();
        agenda.plan(now.plus(between(1_800, 6 * 3_600, "queued", contract)), when -> {
            if (contract.turn() == turn && contract.alive(when)) begin(contract, LifePlan.Kind.START, when);
        });
    }

    void stop(Contract contract, Instant now) {
        if (contract.resting().equals(Optional.of(Why.CUSTOMER))) return;
        contract.rest(Why.CUSTOMER, now, quiet(contract, now));
    }

    private Instant quiet(Contract contract, Instant now) {
        return now.plus(between(3, 9, "stops" + contract.runCount(), contract));
    }

    /** Of a box that rests, nothing is rebooted or made anew. */
    void again(Contract contract, LifePlan.Kind kind, Instant now) {
        if (contract.resting().isPresent()) return;
        contract.endRun(now);
        begin(contract, kind, now);
    }

    void changeBid(Contract contract, double dollarsPerHour, Instant now) {
        if (contract.bid().isEmpty()) return;
        contract.tariff().bid(dollarsPerHour, now);
        agenda.plan(now.plus(between(2, 6, "weighs", contract)), when -> weigh(contract, when));
    }

    private void watch(Contract contract, Instant after) {
        rivals.nextChange(contract.offer(), after)
                .ifPresent(at -> agenda.plan(at, when -> {
                    if (!when.isBefore(contract.goneAt())) return;
                    weigh(contract, when);
                    watch(contract, when);
                }));
    }

    /** What a bid for its cards has to reach, in USD per hour; infinite while somebody has them on demand. */
    double leading(Contract contract, Instant now) {
        return rivals.leading(contract.offer(), now);
    }

    private boolean leads(Contract contract, Instant now) {
        return contract.bid().isEmpty() || contract.bid().getAsDouble() >= rivals.leading(contract.offer(), now);
    }

    private void weigh(Contract contract, Instant now) {
        if (!now.isBefore(contract.goneAt())) return;
        boolean leads = leads(contract, now);
        Optional<Why> resting = contract.resting();
        if (leads && resting.equals(Optional.of(Why.OUTBID))) begin(contract, LifePlan.Kind.START, now);
        if (leads || resting.isPresent()) return;
        contract.rest(Why.OUTBID, now, quiet(contract, now));
        ledger.tell("client:outbid", now, contract, "Your instance was outbid and is stopped.");
    }

    private void planEnd(Contract contract) {
        agenda.plan(contract.endDate(), when -> {
            if (!when.equals(contract.endDate()) || !when.isBefore(contract.goneAt())) return;
            contract.rest(Why.ENDED, when, quiet(contract, when));
            ledger.tell("client:contract_ended", when, contract, "Your contract has ended and is stopped.");
            agenda.plan(
                    when.plus(KEPT_AFTER_END), later -> destroyed(contract, later, "its contract ended two days ago"));
        });
    }

    /** The new end and, from the old one on, the new price. */
    void extend(Contract contract, PriceIncrease accepted) {
        contract.endsAt(accepted.extendedEnd());
        agenda.plan(accepted.effectiveAt(), when -> contract.tariff().onDemand(accepted.newGpuDollarsPerHour(), when));
        planEnd(contract);
    }

    /** The credit is used up: everything stops, and goes after a grace unless somebody pays in. */
    void bankrupt(Iterable<Contract> contracts, Instant now) {
        ledger.tell("client:credit_exhausted", now, OptionalLong.empty(), "Your credit is used up.");
        for (Contract contract : contracts) {
            if (!now.isBefore(contract.goneAt())) continue;
            boolean ran = contract.resting().isEmpty();
            contract.rest(Why.CREDIT, now, quiet(contract, now));
            if (ran) ledger.tell("client:instance_stopped", now, contract, "Stopped: your credit is used up.");
            agenda.plan(now.plus(ledger.grace(now)), when -> {
                if (!ledger.solvent()) destroyed(contract, when, "your credit has been used up for too long");
            });
        }
    }

    /** It is gone for good then, and its machine comes back to the market. */
    void goes(Contract contract, Instant at) {
        if (!at.isBefore(contract.goneAt())) return;
        contract.goesAt(at);
        agenda.plan(at, when -> {
            if (when.equals(contract.goneAt())) offers.comesBack(contract.offer());
        });
    }

    private void destroyed(Contract contract, Instant now, String why) {
        if (!now.isBefore(contract.goneAt())) return;
        goes(contract, now);
        ledger.tell("client:instance_destroyed", now, contract, "Destroyed: " + why + ".");
    }

    private boolean strikes(Fault fault, Instant at, Object... whom) {
        return givens.faults().strikesAt(at, fault, whom);
    }

    private Duration between(double low, double high, String what, Contract contract) {
        return MarketTime.seconds(chance.between(low, high, what, contract.id(), contract.turn()));
    }
}
