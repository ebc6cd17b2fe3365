package io.vastctl.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a text is not YAML, for the one who wrote it. SnakeYAML says it in up to two sentences, each with its place below it:
 * what it was at, and what it met there. The second one has the place to look at.
 *
 * @param line from 1; 0 if it is not known
 */
record YamlTrouble(int line, String message) {

    private static final Pattern PLACE = Pattern.compile(" in '[^']*', line (\\d+), column \\d+:");

    /** What was begun and never ended; the place to look at is where it began. */
    private static final Map<String, String> UNENDED = Map.of(
            "while scanning a quoted scalar", "a quote begins here and does not end",
            "while parsing a flow mapping", "a { begins here and does not end",
            "while parsing a flow sequence", "a [ begins here and does not end",
            "while scanning a simple key", "expected \"key: value\"");

    /** By a part of what was met. */
    private static final Map<String, String> MET = Map.of(
            "\\t(TAB)", "a tab stands here; use blanks",
            "expected <block end>", "this does not line up with what stands above it",
            "mapping values are not allowed",
                    "a second colon in one line, or a line too far to the right; a value with a colon needs quotes");

    static YamlTrouble of(JsonProcessingException e) {
        List<String> lines = e.getOriginalMessage().lines().toList();
        int first = 0;
        int last = 0;
        String met = lines.isEmpty() ? "" : lines.get(0);
        for (int at = 0; at < lines.size(); at++) {
            Matcher place = PLACE.matcher(lines.get(at));
            if (!place.matches()) continue;
            last = Integer.parseInt(place.group(1));
            if (first == 0) first = last;
            if (at > 0) met = lines.get(at - 1);
        }
        String begun = lines.isEmpty() ? "" : UNENDED.getOrDefault(lines.get(0), "");
        if (!begun.isEmpty()) return new YamlTrouble(first, notYaml(begun));
        if (last == 0 && e.getLocation() != null)
            last = Math.max(0, e.getLocation().getLineNr());
        return new YamlTrouble(last, notYaml(plain(met)));
    }

    private static String notYaml(String why) {
        return "this is not YAML: " + why;
    }

    private static String plain(String met) {
        return MET.entrySet().stream()
                .filter(known -> met.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(met.replaceFirst("\\. \\(Do not use .*", ""));
    }
}
