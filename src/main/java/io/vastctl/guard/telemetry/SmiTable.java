package io.vastctl.guard.telemetry;

import io.vastctl.readiness.ProbeReport;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of one query by the card's index. What is no row — sentences of {@code nvidia-smi}, a line that was cut off —
 * is left out.
 */
final class SmiTable {

    private static final Pattern NUMBER =
            Pattern.compile("([-+]?\\d+(?:[.,]\\d+)?)\\s*(?:W|MiB|%|C|MHz|us)?", Pattern.CASE_INSENSITIVE);

    /** Texts in place of a value that speak against the card; all others are no news. */
    private static final List<String> FAULTS =
            List.of("GPU is lost", "GPU requires reset", "Unknown Error", "Unknown error");

    private static final String TOO_MANY_DIGITS = "\\d{16,}.*";

    private final Map<Integer, List<String>> rows = new LinkedHashMap<>();

    /** The table of a probe; empty if it failed. */
    static SmiTable of(ProbeReport report, String probe, int columns) {
        return report.succeeded(probe) ? new SmiTable(report.stdout(probe), columns) : new SmiTable("", columns);
    }

    SmiTable(String csv, int columns) {
        for (String line : csv.split("\\R", -1)) {
            List<String> cells = cells(line);
            if (cells.size() == columns && cells.get(0).matches("\\d{1,3}"))
                rows.putIfAbsent(Integer.parseInt(cells.get(0)), cells);
        }
    }

    /** A comma without a blank may be the one of a number: {@code 69,85}. */
    private static List<String> cells(String line) {
        return Arrays.stream(line.split(", |,(?=\\s*$)", -1)).map(String::strip).toList();
    }

    /** Whether a line is one of the rows, also one that was cut off. */
    static boolean isRow(String line) {
        return line.matches("\\s*\\d{1,3}(, .*|,\\s*)?");
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    List<Integer> cards() {
        return List.copyOf(rows.keySet());
    }

    String text(int card, int column) {
        List<String> row = rows.get(card);
        return row == null ? "" : row.get(column);
    }

    /** Anything that is no number is unknown; a unit behind it, of those who leave {@code nounits} out, is taken off. */
    OptionalDouble number(int card, int column) {
        Matcher number = NUMBER.matcher(text(card, column));
        if (!number.matches() || number.group(1).matches(TOO_MANY_DIGITS)) return OptionalDouble.empty();
        return OptionalDouble.of(Double.parseDouble(number.group(1).replace(',', '.')));
    }

    /** A count, never negative. */
    OptionalLong count(int card, int column) {
        OptionalDouble number = number(card, column);
        return number.isPresent() && number.getAsDouble() >= 0
                ? OptionalLong.of((long) number.getAsDouble())
                : OptionalLong.empty();
    }

    /** A text in the card's row that means a broken card, as it is written, in brackets. */
    Optional<String> fault(int card) {
        List<String> row = rows.getOrDefault(card, List.of());
        return row.stream()
                .flatMap(cell -> FAULTS.stream()
                        .filter(fault -> cell.equals("[" + fault + "]") || cell.equals(fault))
                        .map(fault -> "[" + fault + "]"))
                .findFirst();
    }
}
