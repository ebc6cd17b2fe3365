package io.vastctl.memory;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of a PostgreSQL server, as its JDBC driver reads it (jdbc.postgresql.org/documentation/use). Whoever runs
 * {@code ps} sees the arguments of a process, and addresses end up in messages: so a password is refused in it.
 */
final class ServerUrl {

    static final String PREFIX = "jdbc:postgresql:";

    /** Any word and colon before two slashes; a path of Windows has a colon, but no two slashes. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)(jdbc:.*|postgres(ql)?:.*|[a-z][a-z0-9+.-]*://.*)");

    /** Where the address names none. */
    private static final int PORT = 5432;

    private static final List<String> SECRETS = List.of("password", "sslpassword", "user.password", "pgpassword");

    private ServerUrl() {}

    static boolean looksLikeOne(String text) {
        return ADDRESS.matcher(text.strip()).matches();
    }

    /** @throws IllegalArgumentException if it is no such address, or holds a password; the message does not */
    static void require(String url) {
        if (!url.startsWith(PREFIX) || url.length() == PREFIX.length())
            throw new IllegalArgumentException("expected the path of a file or " + PREFIX
                    + "//host:port/database, but this begins with "
                    + url.substring(0, Math.max(0, Math.min(url.indexOf(':') + 1, 20))));
        if (url.chars().anyMatch(sign -> sign <= ' '))
            throw new IllegalArgumentException(PREFIX + "//… has blanks in it: write them as %20");
        if (authority(url).contains("@"))
            throw new IllegalArgumentException(
                    "a user does not stand before the host in " + PREFIX + "//host:port/database: add ?user=NAME, and"
                            + " put the password into the file that PGPASSFILE names, as host:port:database:user:password");
        if (parameters(url).stream().anyMatch(parameter -> SECRETS.contains(key(parameter))))
            throw new IllegalArgumentException("the address holds a password, which every user of this machine could"
                    + " read: leave it out and name a file with PGPASSFILE, with the line"
                    + " host:port:database:user:password");
    }

    /** Host, port, database and what else is needed to know which one is meant. */
    static String named(String url) {
        List<String> told = new ArrayList<>();
        for (String parameter : parameters(url))
            if (List.of("user", "currentschema").contains(key(parameter))) told.add(parameter);
        return PREFIX + place(url) + (told.isEmpty() ? "" : "?" + String.join("&", told));
    }

    /**
     * All that decides which tables are meant, in one order and in one spelling: two addresses of one place may differ here
     * (a server has several names), but two places never have the same. Holds no password.
     */
    static String identity(String url) {
        StringBuilder identity = new StringBuilder(PREFIX).append(spelled(url));
        for (String key : List.of("user", "currentschema", "service", "options"))
            for (String parameter : parameters(url))
                if (key(parameter).equals(key) && (!key.equals("options") || choosesSchema(parameter)))
                    identity.append(' ').append(key).append('=').append(value(parameter));
        return identity.toString();
    }

    /** A host's name knows no capitals, and a port that is not written is the usual one. */
    private static String spelled(String url) {
        String place = place(url);
        if (!place.startsWith("//")) return "//localhost:" + PORT + "/" + place;
        String hosts = Arrays.stream(authority(url).toLowerCase(Locale.ROOT).split(",", -1))
                .map(host -> host.isEmpty() ? "localhost" : host)
                .map(host -> host.matches(".*:\\d+") ? host : host + ":" + PORT)
                .collect(Collectors.joining(","));
        return "//" + hosts + place.substring(2 + authority(url).length());
    }

    /** Such as {@code -c search_path=team}. */
    private static boolean choosesSchema(String parameter) {
        return value(parameter).toLowerCase(Locale.ROOT).contains("search_path");
    }

    private static String value(String parameter) {
        return decoded(parameter.substring(parameter.indexOf('=') + 1));
    }

    /** Host and port as they were written, such as {@code db.example:5432}; {@code localhost} if none was. */
    static String host(String url) {
        String host = authority(url);
        return host.isEmpty() ? "localhost" : host;
    }

    private static String place(String url) {
        int end = url.indexOf('?');
        return url.substring(PREFIX.length(), end < 0 ? url.length() : end);
    }

    private static String authority(String url) {
        String place = place(url);
        if (!place.startsWith("//")) return "";
        int end = place.indexOf('/', 2);
        return place.substring(2, end < 0 ? place.length() : end);
    }

    private static List<String> parameters(String url) {
        int start = url.indexOf('?');
        return start < 0 ? List.of() : Arrays.asList(url.substring(start + 1).split("&", -1));
    }

    private static String key(String parameter) {
        int end = parameter.indexOf('=');
        String name = end < 0 ? parameter : parameter.substring(0, end);
        return decoded(name).toLowerCase(Locale.ROOT);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
