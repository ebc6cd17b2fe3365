package io.vastctl.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plug-in's reader of logs behind the same fence as its adapter. Lines go over the fence in bundles, because a thread
 * for each would take longer than the reading.
 */
final class GuardedReading implements LogReading {

    private static final int BUNDLE = 4_096;

    private final LogReading reading;
    private final String name;
    private final TimeLimit limit;
    private final List<Line> waiting = new ArrayList<>();

    private record Line(long number, String text) {}

    /** @param name of the adapter and its file, for the message of a fault */
    GuardedReading(LogReading reading, String name, TimeLimit limit) {
        this.reading = reading;
        this.name = name;
        this.limit = limit;
    }

    @Override
    public void line(long number, String text) {
        waiting.add(new Line(number, text));
        if (waiting.size() >= BUNDLE) handOver();
    }

    private void handOver() {
        List<Line> bundle = List.copyOf(waiting);
        waiting.clear();
        limit.call(name + "line()", loader(), () -> {
            bundle.forEach(line -> reading.line(line.number(), line.text()));
            return true;
        });
    }

    @Override
    public Diagnosis judge(Circumstances known) {
        handOver();
        return limit.call(name + "judge()", loader(), () -> reading.judge(known));
    }

    @Override
    public Optional<Signature> signature(String id) {
        return limit.call(name + "signature()", loader(), () -> reading.signature(id));
    }

    private ClassLoader loader() {
        return reading.getClass().getClassLoader();
    }
}
