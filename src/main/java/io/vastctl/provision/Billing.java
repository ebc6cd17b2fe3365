package io.vastctl.provision;

import io.vastctl.memory.Bill;
import io.vastctl.memory.Bills;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Origin;
import io.vastctl.memory.StoreException;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.Charge;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the market what closed rentals have cost: one call for all of them, and none if nothing is due. */
public final class Billing {

    private static final Logger LOG = LoggerFactory.getLogger(Billing.class);

    private static final Set<ApiProblem> PASSING =
            Set.of(ApiProblem.SERVER, ApiProblem.TRANSPORT, ApiProblem.THROTTLED, ApiProblem.UNAVAILABLE);

    private final VastApi api;
    private final Bills bills;
    private final String market;
    private final Clock clock;

    public Billing(VastApi api, Bills bills, String market, Clock clock) {
        this.api = api;
        this.bills = bills;
        this.market = market;
        this.clock = clock;
    }

    /**
     * Reads and notes what it can. Nothing depends on it: a market that cannot tell now is asked again by a later
     * command, and until then what was reckoned stands.
     */
    public void settle() throws InterruptedException {
        try {
            List<Entry> due = bills.due(market, clock.instant());
            if (due.isEmpty()) return;
            Map<String, Bill> told = told(due);
            bills.note(due, told, clock.instant());
        } catch (VastApiException | StoreException e) {
            LOG.debug("no bill: {}", e.getMessage());
        }
    }

    /** Nothing from a market that refuses: a key that lacks the right lacks it the next minute, too. */
    private Map<String, Bill> told(List<Entry> due) throws InterruptedException {
        try {
            List<Charge> charges = api.charges(due.get(0).createdAt(), clock.instant());
            return told(due, charges, clock.instant());
        } catch (VastApiException e) {
            if (PASSING.contains(e.problem())) throw e;
            LOG.debug("no bill to be had: {}", e.getMessage());
            return Map.of();
        }
    }

    /** By label, what was charged for each; those of which nothing is said are missing. Pure. */
    static Map<String, Bill> told(List<Entry> entries, List<Charge> charges, Instant now) {
        Map<String, Bill> told = new HashMap<>();
        for (Entry entry : entries) {
            List<Charge> its =
                    charges.stream().filter(charge -> isOf(entry, charge)).toList();
            if (!its.isEmpty()) told.put(entry.label(), sum(its, now));
        }
        return told;
    }

    /** By the label; or by the number, which only the real market never uses twice. */
    private static boolean isOf(Entry entry, Charge charge) {
        if (charge.label().isPresent()) return charge.label().get().equals(entry.label());
        return entry.intent().origin() == Origin.REAL
                && entry.instanceId().equals(OptionalLong.of(charge.instanceId()));
    }

    /** Two instances under one label, should that ever happen, were both paid for. */
    private static Bill sum(List<Charge> charges, Instant now) {
        double dollars = charges.stream().mapToDouble(Charge::dollars).sum();
        Optional<Instant> until =
                charges.stream().map(Charge::until).flatMap(Optional::stream).min(Instant::compareTo);
        boolean allTold = charges.stream().allMatch(charge -> charge.until().isPresent());
        return new Bill(dollars, allTold ? until : Optional.empty(), now);
    }
}
