package io.vastctl.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of a request, as far as we heed it (RFC 9112). Pure. */
final class HttpAsked {
    private HttpAsked() {}

    private static final Pattern FIRST = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\\S+) HTTP/1\\.[01]");

    /** What becomes of it. */
    sealed interface Wish {}

    /**
     * A page is wanted.
     *
     * @param path without the query
     * @param body whether more than the head of the answer
     */
    record Page(String path, boolean body) implements Wish {}

    /** It is refused with that status. */
    record Refused(int status, String why) implements Wish {}

    /** @param head all lines to the empty one */
    static Wish read(String head, Listening listening) {
        List<String> lines = head.lines().toList();
        Matcher first = FIRST.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!first.matches()) return new Refused(400, "this is no HTTP request");
        List<String> hosts = hosts(lines);
        if (hosts.size() != 1) return new Refused(400, "expected one Host header");
        if (!listening.answersTo(hosts.get(0)))
            return new Refused(
                    403,
                    listening.open()
                            ? "this answers only where it is asked by its address in numbers"
                            : "this page answers only under the name of this computer: localhost or 127.0.0.1");
        String method = first.group(1);
        if (!method.equals("GET") && !method.equals("HEAD"))
            return new Refused(405, "this page takes no orders: only GET and HEAD");
        String target = first.group(2);
        if (!target.startsWith("/")) return new Refused(400, "expected a path that begins with /");
        int query = target.indexOf('?');
        return new Page(query < 0 ? target : target.substring(0, query), method.equals("GET"));
    }

    private static List<String> hosts(List<String> lines) {
        List<String> hosts = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals("host"))
                hosts.add(line.substring(colon + 1).strip());
        }
        return hosts;
    }
}
