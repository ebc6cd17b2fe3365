package io.vastctl.simulator.box.shell;

import java.util.Optional;

/** What a program reads. Nothing is taken from it before it is asked for. */
public interface Input {

    /** Everything up to the end, for which it waits. */
    String all();

    /** The next line without its end; empty where nothing follows. */
    Optional<String> line();

    /** Nothing. */
    static Input none() {
        return of("");
    }

    /** That text. */
    static Input of(String text) {
        return new Input() {
            private int at;

            @Override
            public String all() {
                String rest = text.substring(at);
                at = text.length();
                return rest;
            }

            @Override
            public Optional<String> line() {
                if (at >= text.length()) return Optional.empty();
                int end = text.indexOf('\n', at);
                String line = text.substring(at, end < 0 ? text.length() : end);
                at = end < 0 ? text.length() : end + 1;
                return Optional.of(line);
            }
        };
    }
}
