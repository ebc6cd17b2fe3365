package io.vastctl.readiness;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** One line of {@code nvidia-smi --format=csv,noheader,nounits}. Anything that is no number is unknown. */
record GpuRow(List<String> fields, String line) {

    static List<GpuRow> parse(String csv) {
        return csv.lines()
                .filter(line -> line.contains(","))
                .map(line -> new GpuRow(
                        Arrays.stream(line.split(",")).map(String::strip).toList(), line.strip()))
                .toList();
    }

    String text(int column) {
        return column < fields.size() ? fields.get(column) : "";
    }

    OptionalDouble number(int column) {
        try {
            return OptionalDouble.of(Double.parseDouble(text(column)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    boolean isActive(int column) {
        return text(column).equals("Active");
    }
}
