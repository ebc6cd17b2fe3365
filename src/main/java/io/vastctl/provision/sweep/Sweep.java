package io.vastctl.provision.sweep;

import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.OwnerRow;
import io.vastctl.memory.TakenOverException;
import io.vastctl.provision.Billing;
import io.vastctl.provision.Inventory;
import io.vastctl.provision.InventoryReport;
import io.vastctl.provision.LaterLook;
import io.vastctl.provision.Ledger;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.Removal;
import io.vastctl.provision.Roster;
import io.vastctl.provision.Settled;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Settles what dead processes left open in the journal, by the listing of the account. Run before anything else by
 * each command that talks to the API. Touches only what the journal and the label agree to be ours, and nothing that
 * a living process looks after.
 */
public final class Sweep {

    /** Whether to destroy what is found orphaned. */
    public enum Mode {
        LOOK,
        DESTROY
    }

    private final VastApi api;
    private final Ownership ownership;
    private final Journal journal;
    private final Ledger ledger;
    private final Clock clock;
    private final Sleeper sleeper;
    private final String labelPrefix;
    /** What this object took over: nobody's work yet, although its owner, this process, lives. */
    private final Set<String> takenHere = new HashSet<>();

    /**
     * @param ownership of this process, in whose name entries are taken over
     * @param market as {@link MarketName} has it
     * @param clock the market's time
     * @param labelPrefix first part of every label we give
     */
    public Sweep(VastApi api, Ownership ownership, String market, Clock clock, Sleeper sleeper, String labelPrefix) {
        this.api = api;
        this.ownership = ownership;
        this.clock = clock;
        this.sleeper = sleeper;
        this.labelPrefix = labelPrefix;
        journal = ownership.journal();
        ledger = new Ledger(journal, market);
    }

    /**
     * Settles what can be settled. A listing that cannot be had or believed settles nothing; an interruption is in
     * the report, and in the thread's flag.
     */
    public SweepReport sweep(Mode mode) {
        List<Settled> settled = closeEndedMarkets();
        List<Entry> found = takeOver(ledger.open(), false);
        if (found.isEmpty()) {
            return new SweepReport(List.of(), settled, List.of(), bills());
        }
        SweepLook look = new SweepLook(api, journal, ledger, clock, sleeper, labelPrefix, found);
        Optional<String> trouble = Optional.empty();
        try {
            look.settle(mode);
        } catch (VastApiException | TakenOverException e) {
            trouble = Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble = Optional.of("interrupted");
        }
        settled.addAll(look.settled());
        List<Leftover> leftovers = leftovers(look, found, trouble);
        if (trouble.isEmpty()) trouble = bills();
        return new SweepReport(look.findings(), settled, leftovers, trouble);
    }

    /** What the market cannot tell now waits for a later sweep; only an interruption is trouble. */
    private Optional<String> bills() {
        try {
            new Billing(api, journal.bills(), ledger.market(), clock).settle();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Whether there is nothing that a sweep of that market could settle, so that none need be made. */
    public static boolean isIdle(Journal journal, String market, Clock clock) {
        return journal.open().isEmpty()
                && journal.bills().due(market, clock.instant()).isEmpty();
    }

    /** What the sweep could not settle, and what it did not come to any more. */
    private List<Leftover> leftovers(SweepLook look, List<Entry> found, Optional<String> trouble) {
        List<Leftover> leftovers = new ArrayList<>(look.leftovers());
        Set<String> named = new HashSet<>();
        leftovers.forEach(left -> named.add(left.label()));
        Set<String> labels = new HashSet<>();
        found.forEach(entry -> labels.add(entry.label()));
        for (Entry entry : ledger.open()) {
            boolean returned =
                    entry.state() == State.RETURNED && entry.ownerId().equals(ownership.ownerId());
            boolean left = entry.state() != State.KEPT && (labels.contains(entry.label()) || returned);
            if (left && named.add(entry.label()))
                leftovers.add(Leftover.of(
                        entry, OptionalLong.empty(), "left by a process that died; " + trouble.orElse("not settled")));
        }
        return leftovers;
    }

    /** Takes what nobody is at work on, and returns it as ours; what another process takes first is left out. */
    private List<Entry> takeOver(List<Entry> open, boolean fromEndedMarkets) {
        Roster roster = roster();
        Set<String> mine = new HashSet<>();
        for (Entry entry : open) {
            if (mine.contains(entry.label())) continue;
            Optional<OwnerRow> dead = roster.deadOwnerOf(entry);
            if (entry.ownerId().equals(ownership.ownerId())) {
                if (Roster.isGivenUp(entry) || takenHere.contains(entry.label())) mine.add(entry.label());
            } else if (dead.isPresent()) {
                journal.takeOver(
                                dead.get(),
                                entry.intent().market(),
                                ownership.owners().now())
                        .forEach(taken -> mine.add(taken.label()));
            } else if (!roster.atWork(entry, clock.instant()) && journal.claim(entry)) mine.add(entry.label());
        }
        takenHere.addAll(mine);
        return journal.open().stream()
                .filter(entry -> mine.contains(entry.label()))
                .filter(entry -> fromEndedMarkets
                        == MarketName.endedWithItsProcess(entry.intent().market()))
                .toList();
    }

    private Roster roster() {
        return Roster.of(ownership.owners(), ownership.liveness());
    }

    /** A market inside a process ends with it, and so does all that was rented there. */
    private List<Settled> closeEndedMarkets() {
        List<Entry> open = journal.open().stream()
                .filter(entry -> MarketName.endedWithItsProcess(entry.intent().market()))
                .filter(entry -> !entry.intent().market().equals(ledger.market()))
                .toList();
        List<Settled> settled = new ArrayList<>();
        for (Entry entry : open.isEmpty() ? open : takeOver(open, true)) {
            close(journal, entry, "its market ended with its process", entry.dollarsSpent());
            settled.add(new Settled(entry, entry.label() + ": its simulated market ended", Optional.empty()));
        }
        return settled;
    }

    static void close(Journal journal, Entry entry, String evidence, double dollars) {
        journal.spent(entry.label(), dollars);
        if (entry.instanceId().isPresent()) journal.gone(entry.label(), evidence);
        else journal.absent(entry.label(), evidence);
    }

    /**
     * Every instance of the account, and whose it is. Changes nothing.
     *
     * @throws VastApiException if no good listing could be had
     */
    public InventoryReport inventory() throws InterruptedException {
        Roster roster = roster();
        Instant now = clock.instant();
        return new Inventory(api, ledger, clock, sleeper, labelPrefix).report(entry -> isAtWork(roster, entry, now));
    }

    /** What was given up, kept, or only taken over here is nobody's work although its process may live on. */
    private boolean isAtWork(Roster roster, Entry entry, Instant now) {
        return !Roster.isGivenUp(entry) && !takenHere.contains(entry.label()) && roster.atWork(entry, now);
    }

    /**
     * What the selection takes of what the account runs; touches nothing.
     *
     * @throws VastApiException if no good listing could be had
     */
    public List<InventoryReport.Row> selected(ReapSelection selection) throws InterruptedException {
        return inventory().rows().stream().filter(selection::takes).toList();
    }

    /** Destroys what the selection takes, and proves it. Trouble is in the report, an interruption in the flag too. */
    public ReapReport reap(ReapSelection selection) {
        Removal removal = new Removal(api, journal, clock, sleeper);
        List<InventoryReport.Row> selected = List.of();
        Optional<String> trouble = Optional.empty();
        try {
            selected = selected(selection);
            for (InventoryReport.Row row : selected) reap(row, removal);
            trouble = bills();
        } catch (VastApiException e) {
            trouble = Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble = Optional.of("interrupted");
        }
        return new ReapReport(selected, removal.settled(), removal.leftovers(), trouble);
    }

    private void reap(InventoryReport.Row row, Removal removal) {
        Entry entry = row.entry().orElseThrow();
        long instanceId = row.instance().instanceId();
        if (!entry.isOpen()) {
            if (!LaterLook.note(journal, new SweepFinding.Returned(entry, row.instance()))) return;
        } else {
            boolean mine = entry.ownerId().equals(ownership.ownerId());
            if (!mine && !journal.claim(entry)) return;
            if (entry.instanceId().isEmpty()) journal.created(entry.label(), instanceId);
        }
        removal.remove(
                LaterLook.current(journal, entry),
                instanceId,
                "was " + row.rentalClass().word());
    }
}
