package io.vastctl.vast;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Takes secrets out of text that others wrote, before anybody may see it. */
final class Scrubber {

    /** What the raw text of a message may take, in characters. */
    static final int LONGEST = 300;

    /** More than any message needs. Peers choose what they write; patterns run over no more than this. */
    private static final int LONGEST_READ = 8 * LONGEST;

    private static final String HIDDEN = "[hidden]";
    /** Shorter values are flags and numbers; hiding them would tear words apart. */
    private static final int SHORTEST_SECRET = 6;

    private static final Pattern BEARER = Pattern.compile("(?i)\\bbearer\\s+[^\\s\"',;}]+");
    private static final Pattern NAMED =
            Pattern.compile("(?i)((?:api_?-?key|token|secret|password)[\"']?\\s*[:=]\\s*[\"']?)[^\\s\"',;}&]+");
    private static final Pattern FLAG = Pattern.compile("(?i)(--api-key[\\s=]+[\"']?)[^\\s\"',;}]+");

    private final List<String> secrets;

    private Scrubber(List<String> secrets) {
        this.secrets = secrets;
    }

    static Scrubber hiding(ApiKey key) {
        return new Scrubber(List.of()).alsoHiding(List.of(key.secret()));
    }

    /** Hides these values as well, such as the environment of an order that a server may echo. */
    Scrubber alsoHiding(Collection<String> values) {
        List<String> all = new ArrayList<>(secrets);
        values.stream().filter(value -> value.length() >= SHORTEST_SECRET).forEach(all::add);
        // Longest first: a short secret inside a long one must not break the long one's match.
        all.sort(Comparator.comparingInt(String::length).reversed());
        return new Scrubber(List.copyOf(all));
    }

    /** One line without secrets, cut to {@link #LONGEST}. Cut last, or half a key would slip through. */
    String clean(String raw) {
        String text = raw;
        for (String secret : secrets) text = text.replace(secret, HIDDEN);
        if (text.length() > LONGEST_READ) text = text.substring(0, LONGEST_READ);
        text = BEARER.matcher(text).replaceAll(HIDDEN);
        text = NAMED.matcher(text).replaceAll("$1" + HIDDEN);
        text = FLAG.matcher(text).replaceAll("$1" + HIDDEN);
        text = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
