package io.vastctl.cli.text;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * Figures in Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). What is
 * unknown has no sample.
 */
public final class MetricsText {

    /** What it is called in HTTP. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private final String prefix;
    private String name = "";

    /** @param prefix of every name, with its last underscore */
    public MetricsText(String prefix) {
        this.prefix = prefix;
    }

    public MetricsText gauge(String bare, String help) {
        return metric(bare, help, "gauge");
    }

    public MetricsText counter(String bare, String help) {
        return metric(bare, help, "counter");
    }

    private MetricsText metric(String bare, String help, String type) {
        name = prefix + bare;
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * A sample of the metric that was named last.
     *
     * @param labels name and value by turns
     */
    public MetricsText sample(double value, String... labels) {
        if (!Double.isFinite(value)) return this;
        text.append(name);
        for (int i = 0; i + 1 < labels.length; i += 2)
            text.append(i == 0 ? '{' : ',')
                    .append(labels[i])
                    .append("=\"")
                    .append(escaped(labels[i + 1]))
                    .append('"');
        if (labels.length > 0) text.append('}');
        text.append(' ')
                .append(new BigDecimal(String.valueOf(Words.rounded(value, 6)))
                        .stripTrailingZeros()
                        .toPlainString())
                .append('\n');
        return this;
    }

    /** A count. */
    public MetricsText sample(long value, String... labels) {
        return sample((double) value, labels);
    }

    /** What may be unknown. */
    public MetricsText sample(OptionalDouble value, String... labels) {
        return sample(value.orElse(Double.NaN), labels);
    }

    /** 1 for yes, 0 for no. */
    public MetricsText sample(boolean value, String... labels) {
        return sample(value ? 1L : 0L, labels);
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
