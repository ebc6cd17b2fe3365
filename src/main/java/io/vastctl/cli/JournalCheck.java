package io.vastctl.cli;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.Origin;
import io.vastctl.outcome.ExitCode;
import java.util.List;
import java.util.stream.Collectors;

/** What the journal says about money that may still be running. */
final class JournalCheck {
    private JournalCheck() {}

    /** Simulated rentals ended with their market, whatever the journal says. */
    static Finding of(List<Entry> open) {
        List<Entry> real = open.stream()
                .filter(entry -> entry.intent().origin() == Origin.REAL)
                .toList();
        List<Entry> kept =
                real.stream().filter(entry -> entry.state() == State.KEPT).toList();
        List<Entry> unproven =
                real.stream().filter(entry -> entry.state() != State.KEPT).toList();
        String keptOnes = kept.isEmpty() ? "" : "; kept on purpose and billing: " + names(kept);
        if (unproven.isEmpty()) return Finding.good("journal", "no rental is open" + keptOnes);
        return Finding.bad(
                "journal",
                "not proven gone: " + names(unproven) + "; unless a run is under way, look at the account's instances"
                        + keptOnes,
                ExitCode.MAY_STILL_RUN);
    }

    private static String names(List<Entry> entries) {
        return entries.stream().map(JournalCheck::name).collect(Collectors.joining(", "));
    }

    private static String name(Entry entry) {
        String label = entry.intent().label();
        return entry.instanceId().isPresent()
                ? label + " (instance " + entry.instanceId().getAsLong() + ")"
                : label;
    }
}
