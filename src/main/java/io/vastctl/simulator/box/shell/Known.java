package io.vastctl.simulator.box.shell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what was made of a text, because the same scripts and patterns come again and again. Forgets all when it is
 * full. Safe for several threads.
 *
 * @param <V> never changed by those who get it
 */
final class Known<V> {

    private static final int MOST = 500;

    private final Map<String, V> known = new ConcurrentHashMap<>();
    private final Function<String, V> maker;

    /** @param maker depends on the text alone; what it throws is thrown on, and nothing is remembered */
    Known(Function<String, V> maker) {
        this.maker = maker;
    }

    V of(String text) {
        V before = known.get(text);
        if (before != null) return before;
        V made = maker.apply(text);
        if (known.size() >= MOST) known.clear();
        known.put(text, made);
        return made;
    }
}
