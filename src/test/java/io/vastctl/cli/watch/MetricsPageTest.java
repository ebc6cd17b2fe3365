package io.vastctl.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of all metrics and what is told are the same. */
class MetricsPageTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(vastctl_[a-z_]+)` \\| (gauge|counter) \\|", Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("^# TYPE (vastctl_[a-z_]+) (gauge|counter)$", Pattern.MULTILINE);

    @TempDir
    Path home;

    private static Map<String, String> kinds(Pattern pattern, String text) {
        Map<String, String> kinds = new TreeMap<>();
        Matcher row = pattern.matcher(text);
        while (row.find())
            assertThat(kinds.put(row.group(1), row.group(2))).as(row.group(1)).isNull();
        return kinds;
    }

    @Test
    void everyMetricOfThePageIsToldAndNoOther() throws IOException {
        Shell shell = new Shell(home.resolve("operator"));
        Path run = home.resolve("run.prom");
        shell.simulate("--metrics-file", run.toString()).exits(0);
        Path survey = home.resolve("survey.prom");
        shell.run("survey", "--simulate", "--speed", "1000000", "--count", "1", "--metrics-file", survey.toString());
        Path guardian = home.resolve("guardian.prom");
        shell.run("guardian", "run", nothingExpired().toString(), "--metrics-file", guardian.toString())
                .exits(0);
        Look look = Looks.looks().rental(1, 60, 0).look();
        Picture picture = Picture.before("chat", false).with(look);

        String told = Metrics.of(picture, Board.Role.ACTS, Tally.NOTHING.with(look), Looks.NOW, text -> text)
                + Files.readString(run)
                + alone(survey, "vastctl_survey_")
                + Files.readString(guardian);

        assertThat(kinds(TYPE, told)).isEqualTo(kinds(ROW, Files.readString(Path.of("docs/reference/metrics.md"))));
        assertThat(Files.readString(guardian))
                .contains(
                        "vastctl_guardian_looks_total 1\n",
                        "vastctl_guardian_instances{verdict=\"not_expired\"} 1\n",
                        "vastctl_guardian_instances{verdict=\"not_proven_gone\"} 0\n");
    }

    /** Without the figures that a survey has in common with a run. */
    private static String alone(Path file, String prefix) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains(prefix))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void aFileOfOneLookHasNoCountersAndNothingThatAges() {
        String told = Board.figures(Looks.looks().rental(1, 60, 0).look(), true, Looks.NOW, text -> text);

        assertThat(kinds(TYPE, told))
                .containsKeys("vastctl_guard_acting", "vastctl_guard_endpoint_serving")
                .doesNotContainKey("vastctl_guard_seconds_since_look")
                .doesNotContainValue("counter");
    }

    private Path nothingExpired() throws IOException {
        Path file = Files.writeString(
                home.resolve("guardian.json"),
                "{\"schema\":\"vastctl.guardian/1\",\"exportedAt\":\"2026-10-01T12:00:00Z\",\"instances\":[{\"instanceId\":7,"
                        + "\"expiresAt\":\"2099-01-01T00:00:00Z\",\"apiUrl\":\"http://127.0.0.1:1\",\"key\":\"0123456789\"}]}");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
