package io.vastctl.provision;

import io.vastctl.memory.Journal.Entry;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Names the runs that hold what another one wants, those that hold the most first; one line, however many there are. */
final class Holders {

    private static final int NAMED = 3;

    private Holders() {}

    /** Such as {@code run A 2, run B 1 and 4 more runs}; empty if there are none. */
    static String places(List<Entry> entries) {
        return list(entries, entry -> 1, "%.0f");
    }

    /** Such as {@code run A $0.310}; empty if nothing is held. */
    static String dollars(List<Entry> entries, ToDoubleFunction<Entry> held) {
        return list(entries, held, "$%.3f");
    }

    private static String list(List<Entry> entries, ToDoubleFunction<Entry> amount, String format) {
        Map<String, Double> byRun = new TreeMap<>();
        for (Entry entry : entries) byRun.merge(entry.intent().runId(), amount.applyAsDouble(entry), Double::sum);
        byRun.values().removeIf(held -> held <= 0);
        String named = byRun.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(NAMED)
                .map(run -> "run " + run.getKey() + " " + String.format(Locale.ROOT, format, run.getValue()))
                .collect(Collectors.joining(", "));
        int more = byRun.size() - NAMED;
        return more <= 0 ? named : named + " and " + more + " more run" + (more == 1 ? "" : "s");
    }
}
