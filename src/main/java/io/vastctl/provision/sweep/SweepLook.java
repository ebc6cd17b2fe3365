package io.vastctl.provision.sweep;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.provision.AccountListing;
import io.vastctl.provision.LaterLook;
import io.vastctl.provision.Ledger;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.Removal;
import io.vastctl.provision.Settled;
import io.vastctl.provision.Sight;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks at the account until it is clear what became of the entries that one sweep took over. Absence is not
 * evidence: an entry is closed only after several good listings without it, and a read by its number.
 */
final class SweepLook {

    private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS_FOR_A_CREATE = Duration.ofSeconds(10);
    private static final int LISTINGS_FOR_ABSENCE = 2;
    /** A create that went out so short a time ago may not be listed yet. */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    private static final int LISTINGS_FOR_A_YOUNG_CREATE = 6;
    /** Destroyed, looked at again, and destroyed again at most so often. */
    private static final int MOST_ROUNDS = 3;
    /** A rental that a living process noted this long ago must be in a listing. */
    private static final Duration LISTED_BY_NOW = Duration.ofMinutes(2);

    /** A lease that nobody renews has destroyed its machine by then, if it could. */
    private static final Duration LEASE_ENDS_WITHIN = Duration.ofSeconds(30);

    private final VastApi api;
    private final Journal journal;
    private final Ledger ledger;
    private final Clock clock;
    private final Sleeper sleeper;
    private final String labelPrefix;
    private final Set<String> ours = new HashSet<>();
    private final List<Entry> taken;
    private final Removal removal;
    private final List<Settled> settled = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private OptionalLong account = OptionalLong.empty();
    private List<SweepFinding> findings = List.of();

    /** @param taken open entries that are this process's now, and that nobody is at work on */
    SweepLook(
            VastApi api,
            Journal journal,
            Ledger ledger,
            Clock clock,
            Sleeper sleeper,
            String labelPrefix,
            List<Entry> taken) {
        this.api = api;
        this.journal = journal;
        this.ledger = ledger;
        this.clock = clock;
        this.sleeper = sleeper;
        this.labelPrefix = labelPrefix;
        this.taken = taken;
        taken.forEach(entry -> ours.add(entry.label()));
        removal = new Removal(api, journal, clock, sleeper);
    }

    void settle(Sweep.Mode mode) throws InterruptedException {
        if (taken.stream().anyMatch(entry -> entry.intent().accountId().isPresent()))
            account = OptionalLong.of(api.currentUser().userId());
        for (Entry entry : taken)
            if (!Ledger.isOf(entry, account)) unresolved(entry, "rented by another account: its own key must look");
        Map<String, Integer> absences = new HashMap<>();
        findings = look(mode, absences);
        for (SweepFinding finding : findings) settle(finding, mode, absences);
        if (mode == Sweep.Mode.DESTROY) destroyWhatComesBack();
    }

    /** Of the last good listing. */
    List<SweepFinding> findings() {
        return findings;
    }

    List<Settled> settled() {
        List<Settled> all = new ArrayList<>(settled);
        all.addAll(removal.settled());
        return all;
    }

    List<Leftover> leftovers() {
        List<Leftover> all = new ArrayList<>(leftovers);
        all.addAll(removal.leftovers());
        return all;
    }

    /** Lists until each absence is one that can be believed, or as long as this mode waits. */
    private List<SweepFinding> look(Sweep.Mode mode, Map<String, Integer> absences) throws InterruptedException {
        int most = mode == Sweep.Mode.LOOK ? LISTINGS_FOR_ABSENCE : LISTINGS_FOR_A_YOUNG_CREATE;
        List<SweepFinding> seen = List.of();
        for (int look = 1; look <= most; look++) {
            seen = findings(list());
            Set<String> absent = new HashSet<>();
            for (SweepFinding finding : seen) missing(finding).ifPresent(entry -> absent.add(entry.label()));
            for (String label : ours) {
                // Once seen is seen: it counts as there for the rest of this sweep.
                int before = absences.getOrDefault(label, 0);
                absences.put(label, absent.contains(label) && before >= 0 ? before + 1 : -1);
            }
            List<Entry> doubtful = taken.stream()
                    .filter(entry -> {
                        int missed = absences.getOrDefault(entry.label(), 0);
                        return missed > 0 && missed < needed(entry);
                    })
                    .toList();
            if (doubtful.isEmpty()) return seen;
            boolean creates = doubtful.stream().anyMatch(entry -> needed(entry) > LISTINGS_FOR_ABSENCE);
            if (look < most)
                sleeper.sleep(creates && mode == Sweep.Mode.DESTROY ? BETWEEN_LOOKS_FOR_A_CREATE : BETWEEN_LISTINGS);
        }
        return seen;
    }

    private static Optional<Entry> missing(SweepFinding finding) {
        if (finding instanceof SweepFinding.CloseAbsent absent) return Optional.of(absent.entry());
        return finding instanceof SweepFinding.CloseGone gone ? Optional.of(gone.entry()) : Optional.empty();
    }

    private int needed(Entry entry) {
        boolean young = entry.updatedAt().plus(YOUNG).isAfter(clock.instant());
        return entry.instanceId().isEmpty() && young ? LISTINGS_FOR_A_YOUNG_CREATE : LISTINGS_FOR_ABSENCE;
    }

    private List<SweepFinding> findings(List<Instance> listing) {
        Instant now = clock.instant();
        List<Entry> entries = ledger.comparable(listing, account, now);
        return new SweepDecision(entries, entry -> !ours.contains(entry.label()), labelPrefix).findings(listing, now);
    }

    private List<Instance> list() throws InterruptedException {
        return new AccountListing(api, sleeper).read(this::othersLive);
    }

    private boolean othersLive() {
        Instant listed = clock.instant().minus(LISTED_BY_NOW);
        return ledger.open().stream()
                .anyMatch(entry -> !ours.contains(entry.label())
                        && Ledger.isOf(entry, account)
                        && entry.state() == State.CREATED
                        && entry.createdAt().isBefore(listed));
    }

    private void settle(SweepFinding finding, Sweep.Mode mode, Map<String, Integer> absences)
            throws InterruptedException {
        if (finding instanceof SweepFinding.Adopt adopt) {
            long instanceId = adopt.instance().instanceId();
            journal.created(adopt.entry().label(), instanceId);
            unwanted(adopt.entry(), instanceId, "was rented by a process that died", mode);
        } else if (finding instanceof SweepFinding.Orphan orphan) {
            unwanted(orphan.entry(), orphan.entry().instanceId().getAsLong(), orphan.why(), mode);
        } else if (finding instanceof SweepFinding.Returned returned) {
            if (LaterLook.note(journal, returned))
                unwanted(returned.entry(), returned.instance().instanceId(), LaterLook.CAME_BACK, mode);
        } else if (missing(finding).isPresent()) {
            Entry entry = missing(finding).get();
            if (ours.contains(entry.label())) missing(entry, absences.getOrDefault(entry.label(), 0), mode);
        } else if (finding instanceof SweepFinding.OursUnknown disputed) {
            taken.stream()
                    .filter(entry -> entry.instanceId().isPresent()
                            && entry.instanceId().getAsLong()
                                    == disputed.instance().instanceId())
                    .forEach(entry -> unresolved(entry, "somebody gave it another label, so it is not touched"));
        }
    }

    private void unwanted(Entry entry, long instanceId, String why, Sweep.Mode mode) {
        if (mode == Sweep.Mode.DESTROY) removal.remove(LaterLook.current(journal, entry), instanceId, why);
        else leftovers.add(Leftover.of(entry, OptionalLong.of(instanceId), why));
    }

    /** Closes it if enough listings agree, and the market knows nothing by its number either. */
    private void missing(Entry entry, int absences, Sweep.Mode mode) throws InterruptedException {
        Sight sight = Sight.of(entry, api);
        if (sight == Sight.OURS && entry.state() != State.KEPT) {
            unwanted(entry, entry.instanceId().getAsLong(), "is not listed, and there all the same", mode);
            return;
        }
        if (sight != Sight.GONE) {
            unresolved(entry, "not listed, and not shown gone by its number either");
        } else if (absences < needed(entry)) {
            unresolved(entry, absences < 0 ? "listed a moment ago, and not any more" : "not listed yet");
        } else {
            closeAbsent(entry, absences);
        }
    }

    private void closeAbsent(Entry entry, int absences) {
        String evidence = "absent from " + absences + " good listings";
        Sweep.close(journal, entry, evidence, entry.reckonedDollars(latestEnd(entry)));
        settled.add(new Settled(entry, entry.label() + ": " + evidence, Optional.empty()));
    }

    /** When it went is not known: what was reckoned last stands, up to the end of its lease or now at the most. */
    private Instant latestEnd(Entry entry) {
        Instant now = clock.instant();
        return entry.leaseUntil()
                .map(until -> until.plus(LEASE_ENDS_WITHIN))
                .filter(end -> end.isBefore(now))
                .orElse(now);
    }

    private void unresolved(Entry entry, String evidence) {
        if (entry.state() != State.KEPT) leftovers.add(Leftover.of(entry, OptionalLong.empty(), evidence));
    }

    private void destroyWhatComesBack() throws InterruptedException {
        for (int round = 0; round < MOST_ROUNDS && anyDestroyed(); round++) {
            boolean cameBack = false;
            for (SweepFinding finding : findings(list())) {
                if (finding instanceof SweepFinding.Returned returned && LaterLook.note(journal, returned)) {
                    unwanted(
                            returned.entry(),
                            returned.instance().instanceId(),
                            LaterLook.CAME_BACK,
                            Sweep.Mode.DESTROY);
                    cameBack = true;
                }
            }
            if (!cameBack) return;
        }
    }

    private boolean anyDestroyed() {
        return removal.settled().stream()
                .anyMatch(done ->
                        done.verdict().filter(verdict -> !verdict.mayStillRun()).isPresent());
    }
}
