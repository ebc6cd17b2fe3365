package io.vastctl.readiness;

import io.vastctl.outcome.FailureClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads signature blocks: lines {@code key: value}, ended by an empty line; {@code #} starts a comment line. */
final class SignatureParser {

    private static final Set<String> REQUIRED = new TreeSet<>(Set.of("id", "class", "pattern", "reason", "advice"));
    private static final Set<String> KEYS = keys();

    private final String file;
    private final List<Signature> signatures = new ArrayList<>();
    private final Map<String, String> block = new LinkedHashMap<>();
    private int blockStart;

    SignatureParser(String file) {
        this.file = file;
    }

    List<Signature> parse(String text) {
        String[] lines = text.split("\\R", -1);
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1];
            if (line.isBlank()) endBlock();
            else if (!line.startsWith("#")) field(number, line);
        }
        endBlock();
        return List.copyOf(signatures);
    }

    private void field(int number, String line) {
        int colon = line.indexOf(": ");
        String key = colon < 0 ? line : line.substring(0, colon);
        if (colon < 0 || !KEYS.contains(key)) {
            throw problem(number, "expected one of " + KEYS + " and a colon, found: " + line);
        }
        if (block.isEmpty()) blockStart = number;
        if (block.put(key, line.substring(colon + 2)) != null) throw problem(number, key + " stands twice");
    }

    private void endBlock() {
        if (block.isEmpty()) return;
        if (!block.keySet().containsAll(REQUIRED)) {
            Set<String> missing = new TreeSet<>(REQUIRED);
            missing.removeAll(block.keySet());
            throw problem(blockStart, "the block lacks " + missing);
        }
        try {
            signatures.add(new Signature(
                    value("id"),
                    FailureClass.valueOf(value("class")),
                    Pattern.compile(value("pattern")),
                    value("reason"),
                    value("advice"),
                    role(block.getOrDefault("role", "cause")),
                    value("group"),
                    block.getOrDefault("since", "any")));
        } catch (PatternSyntaxException e) {
            throw problem(blockStart, "bad pattern: " + e.getDescription());
        } catch (IllegalArgumentException e) {
            throw problem(blockStart, String.valueOf(e.getMessage()));
        }
        block.clear();
    }

    private static Signature.Role role(String word) {
        try {
            return Signature.Role.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected role host, cause, consequence or wrapper, found: " + word, e);
        }
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(REQUIRED);
        keys.addAll(Set.of("role", "group", "since"));
        return keys;
    }

    private String value(String key) {
        return block.getOrDefault(key, "");
    }

    private IllegalArgumentException problem(int line, String what) {
        return new IllegalArgumentException(file + ":" + line + ": " + what);
    }
}
