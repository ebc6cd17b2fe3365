package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of metrics, read as strictly as node_exporter's collector reads it, and more so. */
public record MetricsFile(Path path) {

    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)\\{(?:[a-z]+=\"[a-z_-]+\",?)+} [0-9.]+");

    /** Its text: each name once with HELP and TYPE, before its samples, and counters end with _total. */
    public String text() throws IOException {
        String text = Files.readString(path);
        Set<String> types = new HashSet<>();
        Set<String> samples = new HashSet<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# HELP ")) continue;
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", -1);
                assertThat(types.add(words[2])).as(line).isTrue();
                assertThat(words[3].equals("counter")).isEqualTo(words[2].endsWith("_total"));
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(types).contains(sample.group(1));
            assertThat(samples.add(line.replaceFirst(" [^ ]+$", ""))).as(line).isTrue();
        }
        assertThat(text).endsWith("\n");
        return text;
    }

    /** Samples of the metrics that begin so. */
    public List<String> samples(String prefix) throws IOException {
        return text().lines().filter(line -> line.startsWith(prefix)).toList();
    }

    /** The first sample of that metric. */
    public double value(String name) throws IOException {
        return value(name, "");
    }

    /**
     * The first sample of that metric with a label of that value.
     *
     * @param label empty for any
     */
    public double value(String name, String label) throws IOException {
        String labels = label.isEmpty() ? "[^}]*" : "[^}]*\"" + label + "\"[^}]*";
        Matcher found =
                Pattern.compile("(?m)^" + name + "\\{" + labels + "} (\\S+)$").matcher(text());
        assertThat(found.find()).as(name + " " + label + " in " + path).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
