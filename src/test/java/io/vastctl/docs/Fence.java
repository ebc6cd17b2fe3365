package io.vastctl.docs;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of a page, as docs/decisions/0012-docs-are-executed.md describes it.
 *
 * @param line where its first line stands, counted from 1
 * @param kind the first word after the backticks, empty if there is none; {@code given} for a comment with commands
 * @param words what follows the kind
 */
record Fence(int line, String kind, String words, List<String> lines) {

    static final String GIVEN = "given";
    static final Set<String> COMMANDS = Set.of("sh", "console", "crontab", GIVEN);
    static final Set<String> DOCUMENTS = Set.of("yaml", "json", "java", "ini", "dockerfile", "promql", "csv");
    static final String TEXT = "text";

    private static final Pattern NO_RUN = Pattern.compile("no-run: *(\\S.*)");
    private static final Pattern PATH = Pattern.compile("(?:#|//|;) +((?:~/)?[\\w./-]+\\.[a-z]+|~/[\\w./-]+)");

    /** Whether the table of kinds has it. */
    boolean known() {
        return COMMANDS.contains(kind) || DOCUMENTS.contains(kind) || kind.equals(TEXT);
    }

    boolean stays() {
        return words.equals("stays");
    }

    /** Why it is not run; empty if it is. */
    Optional<String> reasonNotToRun() {
        Matcher reason = NO_RUN.matcher(words);
        return reason.matches() ? Optional.of(reason.group(1)) : Optional.empty();
    }

    /** The path that the first line of a document names. */
    Optional<String> file() {
        if (lines.isEmpty() || !DOCUMENTS.contains(kind)) return Optional.empty();
        Matcher path = PATH.matcher(lines.get(0));
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    /** What is typed, without prompts and without what is printed. */
    String typed() {
        if (!kind.equals("console")) return text();
        return lines.stream()
                .filter(line -> line.startsWith("$ ") || line.startsWith("> "))
                .map(line -> line.substring(2) + "\n")
                .collect(Collectors.joining());
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
