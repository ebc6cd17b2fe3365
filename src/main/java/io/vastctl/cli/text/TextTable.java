package io.vastctl.cli.text;

import io.vastctl.config.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A table for people: left-aligned words, right-aligned numbers, two blanks between columns. */
public final class TextTable {

    /** A text is not cut below this. */
    private static final int SHORTEST = 10;

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;
    /** Names of columns, the least important first. */
    private List<String> expendable = List.of();

    public TextTable(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    /** Adds a row of as many cells as there are headings. */
    public TextTable row(Object... cells) {
        if (cells.length != columns) throw new IllegalArgumentException(cells.length + " cells, not " + columns);
        List<String> row = new ArrayList<>();
        for (Object cell : cells) row.add(oneLine(String.valueOf(cell)));
        rows.add(row);
        return this;
    }

    /**
     * Says which columns go first where not all fit; those that are not named stay.
     *
     * @param names of columns, the least important first
     */
    public TextTable expendable(String... names) {
        expendable = List.of(names);
        return this;
    }

    /** Its columns as options name them: {@code usd/h}, {@code ready-after}. */
    public List<String> names() {
        return rows.get(0).stream().map(TextTable::name).toList();
    }

    private static String name(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replace("$", "usd")
                .replaceAll("[^a-z0-9/]+", "-")
                .replaceAll("^-|-$", "");
    }

    /**
     * With these columns alone, in this order.
     *
     * @throws UsageException if it has no such column
     */
    public TextTable only(List<String> names) {
        return picked(names.stream().map(name -> column("--columns", name)).toList());
    }

    /**
     * By one column, rows that are alike there as they were.
     *
     * @param order a column's name, with {@code :desc} behind it for the biggest first
     * @throws UsageException if it has no such column
     */
    public TextTable sorted(String order) {
        boolean descending = order.endsWith(":desc");
        int column = column("--sort", descending ? order.substring(0, order.length() - ":desc".length()) : order);
        TextTable sorted = picked(IntStream.range(0, columns).boxed().toList());
        sorted.rows
                .subList(1, sorted.rows.size())
                .sort(Comparator.comparing(row -> row.get(column), CellOrder.of(descending)));
        return sorted;
    }

    /** Without the expendable columns that do not fit; what is still too wide loses the ends of its longest texts. */
    public TextTable fitted(int width) {
        TextTable fitted = this;
        for (String name : expendable) {
            int column = fitted.names().indexOf(name);
            if (fitted.total() <= width || column < 0) continue;
            fitted = fitted.picked(IntStream.range(0, fitted.columns)
                    .filter(each -> each != column)
                    .boxed()
                    .toList());
        }
        return fitted.shortened(width);
    }

    private TextTable shortened(int width) {
        TextTable shorter = this;
        for (int excess = total() - width; excess > 0; excess = shorter.total() - width) {
            int widest = -1;
            for (int column = 0; column < columns; column++)
                if (!isNumeric(column) && (widest < 0 || shorter.width(column) > shorter.width(widest)))
                    widest = column;
            if (widest < 0 || shorter.width(widest) <= SHORTEST) return shorter;
            shorter = shorter.cut(widest, Math.max(SHORTEST, shorter.width(widest) - excess));
        }
        return shorter;
    }

    private TextTable cut(int column, int longest) {
        TextTable cut = picked(IntStream.range(0, columns).boxed().toList());
        cut.rows.replaceAll(row -> {
            List<String> cells = new ArrayList<>(row);
            cells.set(column, Words.firstLine(row.get(column), longest));
            return cells;
        });
        return cut;
    }

    private int total() {
        return IntStream.range(0, columns).map(this::width).sum() + 2 * (columns - 1);
    }

    private int column(String option, String name) {
        int column = names().indexOf(name.strip().toLowerCase(Locale.ROOT));
        if (column < 0)
            throw new UsageException(option + " " + name + ": expected of " + String.join(", ", names())
                    + Suggestion.didYouMean(name, names()));
        return column;
    }

    private TextTable picked(List<Integer> picks) {
        TextTable picked = new TextTable(
                picks.stream().map(column -> rows.get(0).get(column)).toArray(String[]::new));
        for (List<String> row : rows.subList(1, rows.size()))
            picked.rows.add(picks.stream().map(row::get).toList());
        picked.expendable = expendable;
        return picked;
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The table, or what is said in its place where it has no rows. */
    public String or(String none) {
        return isEmpty() ? none + System.lineSeparator() : toString();
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, columns).map(this::width).toArray();
        boolean[] numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) numeric[column] = isNumeric(column);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                String pad = " ".repeat(widths[column] - DisplayWidth.of(cell));
                line.append(numeric[column] ? pad + cell : cell + pad).append("  ");
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> DisplayWidth.of(row.get(column)))
                .max()
                .orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).map(row -> row.get(column)).allMatch(TextTable::looksNumeric);
    }

    private static boolean looksNumeric(String cell) {
        return cell.equals("-") || cell.matches("-?[$0-9.].*");
    }

    /** Host texts may hold line breaks and control characters; a cell holds neither. */
    private static String oneLine(String cell) {
        return Words.printable(cell).replaceAll("\\s+", " ").strip();
    }
}
