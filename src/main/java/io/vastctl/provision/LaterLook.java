package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.provision.sweep.SweepDecision;
import io.vastctl.provision.sweep.SweepFinding;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Compares a good listing with what was proven gone or absent: some of it comes back. What did is destroyed and
 * proven once more.
 */
public final class LaterLook {

    public static final String CAME_BACK = "came back after it had been proven gone";

    private final VastApi api;
    private final Journal journal;
    private final String market;
    private final String labelPrefix;
    private final Clock clock;
    private final Sleeper sleeper;

    LaterLook(VastApi api, Journal journal, String market, String labelPrefix, Clock clock, Sleeper sleeper) {
        this.api = api;
        this.journal = journal;
        this.market = market;
        this.labelPrefix = labelPrefix;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Settles what the listing shows that should not be there. */
    Removal on(List<Instance> listing, OptionalLong account) {
        Removal removal = new Removal(api, journal, clock, sleeper);
        List<Entry> entries = new Ledger(journal, market).comparable(listing, account, clock.instant());
        // Only what is closed matters here: the open entries are somebody's work.
        SweepDecision decision = new SweepDecision(entries, entry -> true, labelPrefix);
        for (SweepFinding finding : decision.findings(listing, clock.instant()))
            if (finding instanceof SweepFinding.Returned returned && note(journal, returned))
                removal.remove(
                        current(journal, returned.entry()), returned.instance().instanceId(), CAME_BACK);
        return removal;
    }

    /** What is listed of the account's instances, without those that were just destroyed. */
    static List<Instance> without(List<Instance> listing, Removal removal) {
        List<Long> gone = new ArrayList<>();
        for (Settled settled : removal.settled())
            settled.verdict()
                    .filter(verdict -> !verdict.mayStillRun())
                    .ifPresent(verdict -> gone.add(verdict.instanceId()));
        return listing.stream()
                .filter(instance -> !gone.contains(instance.instanceId()))
                .toList();
    }

    /** False if another process found it first. */
    public static boolean note(Journal journal, SweepFinding.Returned returned) {
        try {
            journal.returned(
                    returned.entry().label(),
                    returned.instance().instanceId(),
                    "listed again after it was "
                            + returned.entry().state().name().toLowerCase(Locale.ROOT));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    public static Entry current(Journal journal, Entry entry) {
        return journal.find(entry.label()).orElse(entry);
    }
}
