package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.errand.RunLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z_]+)\\{command=\"test\",market=\"(real|simulated)\"(,outcome=\"[a-z_]+\")?\\} [0-9.]+");

    @TempDir
    Path home;

    private Shell shell;
    private Path file;

    @BeforeEach
    void open() {
        shell = new Shell(home);
        file = home.resolve("vastctl.prom");
    }

    @Test
    void aSuccessIsTimedPricedAndCounted() throws Exception {
        run(0);
        run(0);

        String text = checked();
        assertThat(value(text, "vastctl_last_run_exit_code")).isZero();
        assertThat(value(text, "vastctl_last_success_timestamp_seconds")).isGreaterThan(1.7e9);
        assertThat(value(text, "vastctl_last_run_cost_dollars")).isPositive();
        assertThat(value(text, "vastctl_last_run_seconds_to_ready")).isGreaterThan(10);
        assertThat(value(text, "vastctl_rentals_still_running")).isZero();
        assertThat(text)
                .contains(
                        "vastctl_runs_total{command=\"test\",market=\"simulated\",outcome=\"ready\"} 2",
                        "vastctl_last_run_attempts{command=\"test\",market=\"simulated\",outcome=\"ready\"} 1");
        assertThat(value(text, "vastctl_cost_dollars_total"))
                .isGreaterThan(value(text, "vastctl_last_run_cost_dollars"));
    }

    @Test
    void aFailureKeepsTheTimeOfTheLastSuccess() throws Exception {
        run(0);
        double success = value(checked(), "vastctl_last_success_timestamp_seconds");
        run(3, "--max-price", "0.001");

        String text = checked();
        assertThat(value(text, "vastctl_last_run_exit_code")).isEqualTo(3);
        assertThat(value(text, "vastctl_last_success_timestamp_seconds")).isEqualTo(success);
        assertThat(text).contains("outcome=\"no_offer\"} 1").doesNotContain("seconds_to_ready");
    }

    @Test
    void aRunThatNeverBeganIsToldAsWell() throws Exception {
        shell.run("test", "--metrics-file", file.toString()).exits(7);

        assertThat(value(checked(), "vastctl_last_run_exit_code")).isEqualTo(7);
        assertThat(checked()).contains("market=\"real\"");
    }

    @Test
    void aRunThatWasSkippedIsToldAsWell() throws Exception {
        try (RunLock other = RunLock.beside(shell.database())) {
            assertThat(other.joinAlone("vastctl test, process 1")).isTrue();

            run(75, "--lock");
        }

        assertThat(value(checked(), "vastctl_last_run_exit_code")).isEqualTo(75);
        try (var files = Files.list(home)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    private void run(int code, String... more) {
        List<String> args = new ArrayList<>(List.of("--metrics-file", file.toString()));
        args.addAll(List.of(more));
        shell.simulate(args.toArray(String[]::new)).exits(code);
    }

    /** Each name once with HELP and TYPE, before its samples, and counters end with _total. */
    private String checked() throws Exception {
        String text = Files.readString(file);
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

    private static double value(String text, String name) {
        Matcher found = Pattern.compile("(?m)^" + name + "\\{[^}]*\\} (\\S+)$").matcher(text);
        assertThat(found.find()).as(name + " in " + text).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
