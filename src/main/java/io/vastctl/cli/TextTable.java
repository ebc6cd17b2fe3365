package io.vastctl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table for people: left-aligned words, right-aligned numbers, two blanks between columns. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    TextTable(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    /** Adds a row of as many cells as there are headings. */
    TextTable row(Object... cells) {
        if (cells.length != columns) throw new IllegalArgumentException(cells.length + " cells, not " + columns);
        List<String> row = new ArrayList<>();
        for (Object cell : cells) row.add(oneLine(String.valueOf(cell)));
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.size() == 1;
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
                String pad = " ".repeat(widths[column] - cell.length());
                line.append(numeric[column] ? pad + cell : cell + pad).append("  ");
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).map(row -> row.get(column)).allMatch(TextTable::looksNumeric);
    }

    private static boolean looksNumeric(String cell) {
        return cell.equals("-") || (!cell.isEmpty() && "$0123456789.".indexOf(cell.charAt(0)) >= 0);
    }

    /** Host texts may hold line breaks and control characters; a cell holds neither. */
    private static String oneLine(String cell) {
        return Words.printable(cell).replaceAll("\\s+", " ").strip();
    }
}
