package io.vastctl.cli.doctor;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.outcome.ExitCode;
import java.util.List;
import java.util.stream.Collectors;

/** What the journal says about money that may still be running. */
final class JournalCheck {
    private JournalCheck() {}

    /**
     * Looks at the entries of the markets that count.
     *
     * @param open every open entry of those markets
     * @param unattended those of them that no living process is at work on
     */
    static Finding of(List<Entry> open, List<Entry> unattended) {
        List<Entry> kept =
                open.stream().filter(entry -> entry.state() == State.KEPT).toList();
        List<Entry> unproven =
                unattended.stream().filter(entry -> entry.state() != State.KEPT).toList();
        List<Entry> underWay = open.stream()
                .filter(entry -> !kept.contains(entry) && !unproven.contains(entry))
                .toList();
        String others = (underWay.isEmpty() ? "" : "; looked after by a living process: " + names(underWay))
                + (kept.isEmpty() ? "" : "; kept on purpose and billing: " + names(kept));
        if (unproven.isEmpty())
            return Finding.good(
                    "journal", (others.isEmpty() ? "no rental is open" : "no rental is left over") + others);
        return Finding.bad(
                "journal",
                "not proven gone: " + names(unproven) + others,
                "destroy them with: vastctl reap --yes",
                ExitCode.MAY_STILL_RUN);
    }

    private static String names(List<Entry> entries) {
        return entries.stream().map(JournalCheck::name).collect(Collectors.joining(", "));
    }

    private static String name(Entry entry) {
        return entry.instanceId().isPresent()
                ? entry.label() + " (instance " + entry.instanceId().getAsLong() + ")"
                : entry.label();
    }
}
