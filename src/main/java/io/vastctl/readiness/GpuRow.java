package io.vastctl.readiness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** One line of {@code nvidia-smi --format=csv,noheader,nounits}. Anything that is no number is unknown. */
record GpuRow(List<String> fields, String line) {

    static List<GpuRow> parse(String csv) {
        return csv.lines()
                .filter(GpuRow::isRow)
                .map(line -> new GpuRow(
                        Arrays.stream(line.split(",")).map(String::strip).toList(), line.strip()))
                .toList();
    }

    /** Sentences of nvidia-smi may stand among the rows, and may hold a comma too. */
    static boolean isRow(String line) {
        return line.contains(",") && !line.contains("Unable to ") && !line.contains("NVIDIA-SMI has failed");
    }

    static Optional<GpuRow> first(List<GpuRow> gpus, Predicate<GpuRow> bad) {
        return gpus.stream().filter(bad).findFirst();
    }

    String text(int column) {
        return column < fields.size() ? fields.get(column) : "";
    }

    OptionalDouble number(int column) {
        try {
            double number = Double.parseDouble(text(column));
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    boolean isActive(int column) {
        return text(column).equals("Active");
    }
}
