package io.vastctl.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What one transaction has written, in order. */
final class Tape {

    private final List<Spooled> statements = new ArrayList<>();

    void add(String sql, int changed, Object... values) {
        if (Spooled.writes(sql))
            statements.add(
                    new Spooled(sql, Stream.of(values).map(Session::plain).toList(), changed));
    }

    List<Spooled> statements() {
        return List.copyOf(statements);
    }
}
