package io.vastctl.endpoint;

import java.util.List;

/**
 * One way to ask for tokens.
 *
 * @param bare without the fields that some servers do not know
 */
record Completion(Dialect dialect, boolean bare) {

    /** From the usual to the odd: the first that is not refused as such is kept. */
    static final List<Completion> WAYS = List.of(
            new Completion(Dialect.COMPLETIONS, false),
            new Completion(Dialect.CHAT, false),
            new Completion(Dialect.COMPLETIONS, true),
            new Completion(Dialect.CHAT, true));

    /** The same of a server that is asked for chat completions alone. */
    static final List<Completion> CHAT_ALONE =
            WAYS.stream().filter(way -> way.dialect() == Dialect.CHAT).toList();

    /** Whether that status says "not this way", and another way may do. */
    static boolean isRefusal(int status) {
        return status == 400 || status == 404 || status == 405 || status == 422 || status == 501;
    }
}
