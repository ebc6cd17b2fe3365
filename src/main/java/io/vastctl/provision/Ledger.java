package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The entries of the journal that a listing of one market and one account is evidence for. */
public record Ledger(Journal journal, String market) {

    /** How long a closed entry is compared with listings by its number too; by its label it always is. */
    private static final Duration MAY_RETURN = Duration.ofDays(7);

    private static final Duration SHOWN_ALTHOUGH_TAKEN = Duration.ofMinutes(10);

    /** The open entries of this market, whoever pays. */
    public List<Entry> open() {
        return journal.open().stream().filter(this::isOfThisMarket).toList();
    }

    /** The offers that some run has or is about to have; an answer to a search may still show them. */
    Set<Long> offersTaken(Instant now) {
        return open().stream()
                .filter(entry -> isFresh(entry, now))
                .map(entry -> entry.intent().offerId())
                .collect(Collectors.toSet());
    }

    /** Whether its offer may still be in search answers although it is taken. The clocks of machines differ a little. */
    static boolean isFresh(Entry entry, Instant now) {
        return Duration.between(entry.createdAt(), now).abs().compareTo(SHOWN_ALTHOUGH_TAKEN) <= 0;
    }

    /** The open entries, and the closed ones that may show in that listing. */
    public List<Entry> comparable(List<Instance> listing, OptionalLong account, Instant now) {
        List<Entry> entries = new ArrayList<>(open());
        entries.addAll(journal.closedSince(now.minus(MAY_RETURN)));
        Set<String> labels = new HashSet<>();
        entries.forEach(entry -> labels.add(entry.label()));
        for (Instance instance : listing)
            instance.label().filter(labels::add).flatMap(journal::find).ifPresent(entries::add);
        return entries.stream()
                .filter(this::isOfThisMarket)
                .filter(entry -> isOf(entry, account))
                .toList();
    }

    /** Where either is unknown they are taken for the same. */
    public static boolean isOf(Entry entry, OptionalLong account) {
        OptionalLong payer = entry.intent().accountId();
        return payer.isEmpty() || account.isEmpty() || payer.equals(account);
    }

    private boolean isOfThisMarket(Entry entry) {
        return entry.intent().market().equals(market);
    }
}
