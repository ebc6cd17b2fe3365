package io.vastctl.simulator.box.shell;

import java.util.List;

/** A word as it was written. */
record Word(List<Part> parts) {

    sealed interface Part {}

    /** Plain characters; unquoted ones may be patterns. */
    record Text(String text, boolean quoted) implements Part {}

    /**
     * {@code $NAME} or {@code ${NAME OPERATOR ARGUMENT}}.
     *
     * @param operator empty, {@code #} before the name as {@code length}, or one of {@code :- - := = :+ + # ## % %%}
     */
    record Variable(String name, String operator, Word argument, boolean quoted) implements Part {}

    /** {@code $(...)} or backquotes. */
    record Substitution(Syntax.Sequence script, boolean quoted) implements Part {}

    /** {@code $((...))}. */
    record Arithmetic(Word expression, boolean quoted) implements Part {}

    static Word of(String text) {
        return new Word(List.of(new Text(text, true)));
    }

    /** The text if nothing in it is quoted or to be expanded, as keywords must be; else empty. */
    String bare() {
        return parts.size() == 1 && parts.get(0) instanceof Text text && !text.quoted() ? text.text() : "";
    }
}
