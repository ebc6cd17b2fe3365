package io.vastctl.memory;

import java.time.Clock;
import java.util.Map;

/** A process of its own: notes rentals, then dies without closing anything. */
final class JournalWriter {

    private JournalWriter() {}

    /**
     * Notes rentals.
     *
     * @param args address, prefix of the labels, how many
     */
    public static void main(String[] args) {
        Journal journal = new Journal(Database.open(StateAddress.of(args[0]), Map.of(), Clock.systemUTC(), () -> true));
        int count = Integer.parseInt(args[2]);
        for (int i = 0; i < count; i++) {
            journal.intend(Rentals.intent(args[1] + i));
            journal.created(args[1] + i, 1000 + i);
        }
        Runtime.getRuntime().halt(0);
    }
}
