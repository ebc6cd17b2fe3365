package io.vastctl.memory;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement that wrote something, so that it can be made once more elsewhere.
 *
 * @param values as {@link Session#plain} makes them
 * @param changed how many rows it changed
 */
record Spooled(String sql, List<Object> values, int changed) {

    private static final Pattern TARGET =
            Pattern.compile("\\s*(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    Spooled {
        values = List.copyOf(values);
    }

    static boolean writes(String sql) {
        return TARGET.matcher(sql).lookingAt();
    }

    /** The name of the table that it changes. */
    String table() {
        Matcher target = TARGET.matcher(sql);
        return target.lookingAt() ? target.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
