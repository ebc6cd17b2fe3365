package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.provision.sweep.SweepDecision;
import io.vastctl.provision.sweep.SweepFinding;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the account runs, and what of it is ours. Changes nothing. */
public record Inventory(VastApi api, Ledger ledger, Clock clock, Sleeper sleeper, String labelPrefix) {

    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

    /**
     * Every instance of the account, and whose it is.
     *
     * @param atWork whether a living process looks after that entry
     * @throws VastApiException if no good listing could be had
     */
    public InventoryReport report(Predicate<Entry> atWork) throws InterruptedException {
        Instant now = clock.instant();
        OptionalLong account = OptionalLong.of(api.currentUser().userId());
        List<Instance> listing = new ArrayList<>(new AccountListing(api, sleeper).read(() -> false));
        List<Entry> entries = ledger.comparable(listing, account, now);
        listing.addAll(leftOut(entries, listing));
        List<SweepFinding> findings = new SweepDecision(entries, atWork, labelPrefix).findings(listing, now);
        List<Entry> unseen = findings.stream()
                .filter(SweepFinding.CloseGone.class::isInstance)
                .map(finding -> ((SweepFinding.CloseGone) finding).entry())
                .toList();
        return InventoryReport.of(findings, unseen, now);
    }

    /** Rentals of ours that the listing does not have, and that are there all the same when asked for by number. */
    private List<Instance> leftOut(List<Entry> entries, List<Instance> listing) throws InterruptedException {
        Set<Long> listed = new HashSet<>();
        listing.forEach(instance -> listed.add(instance.instanceId()));
        List<Instance> shown = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.isOpen() || entry.instanceId().isEmpty()) continue;
            if (!listed.add(entry.instanceId().getAsLong())) continue;
            try {
                api.show(entry.instanceId().getAsLong()).ifPresent(shown::add);
            } catch (VastApiException e) {
                LOG.debug("show {}: {}", entry.label(), e.getMessage());
            }
        }
        return shown;
    }
}
