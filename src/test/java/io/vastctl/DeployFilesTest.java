package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard, the units and what they are described by. */
class DeployFilesTest {

    private static final Path FOLDER = Path.of("docs/deploy");
    private static final Path UNITS = FOLDER.resolve("systemd");
    private static final Pattern METRIC = Pattern.compile("vastctl_[a-z_]+");
    private static final int COLUMNS = 24;

    @TempDir
    Path folder;

    private static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        new ObjectMapper()
                .readTree(FOLDER.resolve("grafana/vastctl.json").toFile())
                .path("panels")
                .forEach(panels::add);
        return panels;
    }

    @Test
    void theDashboardShowsMetricsThatThereAre() throws IOException {
        Set<String> known = found(Files.readString(Path.of("docs/reference/metrics.md")));
        Set<String> shown = new TreeSet<>();
        for (JsonNode panel : panels())
            for (JsonNode target : panel.path("targets")) {
                String query = target.path("expr").asText();
                assertThat(count(query, '(')).as(query).isEqualTo(count(query, ')'));
                assertThat(count(query, '{')).as(query).isEqualTo(count(query, '}'));
                assertThat(found(query)).as(query).isNotEmpty();
                shown.addAll(found(query));
                assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            }

        assertThat(known).containsAll(shown);
        assertThat(shown).hasSizeGreaterThan(20);
    }

    private static Set<String> found(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name = METRIC.matcher(text);
        while (name.find()) names.add(name.group());
        return names;
    }

    private static long count(String text, char sign) {
        return text.chars().filter(one -> one == sign).count();
    }

    @Test
    void noPanelLiesOnAnotherOneOrBesideThePage() throws IOException {
        Set<Integer> ids = new TreeSet<>();
        Set<String> cells = new TreeSet<>();
        for (JsonNode panel : panels()) {
            JsonNode at = panel.path("gridPos");
            String title = panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
            assertThat(title).isNotEmpty();
            assertThat(at.path("x").asInt() + at.path("w").asInt()).as(title).isLessThanOrEqualTo(COLUMNS);
            for (int x = 0; x < at.path("w").asInt(); x++)
                for (int y = 0; y < at.path("h").asInt(); y++)
                    assertThat(cells.add((at.path("x").asInt() + x) + ","
                                    + (at.path("y").asInt() + y)))
                            .as(title)
                            .isTrue();
        }
        assertThat(cells).isNotEmpty();
    }

    @Test
    void theDockerfileIsTheOneOfTheImage() throws IOException {
        assertThat(Files.isSameFile(FOLDER.resolve("Dockerfile"), Path.of("Dockerfile")))
                .isTrue();
    }

    @Test
    void everyFileIsDescribed() throws IOException {
        String page = Files.readString(FOLDER.resolve("README.md"));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                if (!file.endsWith("README.md")) assertThat(page).contains("(" + FOLDER.relativize(file) + ")");
        }
    }

    @Test
    void whatTheUnitsStartAreCommandsOfOurs() throws IOException {
        int commands = 0;
        for (String unit : List.of("vastctl-nightly.service", "standby.conf"))
            for (String line : Files.readAllLines(UNITS.resolve(unit))) {
                if (!line.startsWith("ExecStart=/")) continue;
                assertThat(line).startsWith("ExecStart=/usr/bin/vastctl ");
                String[] words = line.replace("ExecStart=/usr/bin/vastctl ", "")
                        .replace("%i", "chat")
                        .split(" ");
                assertThat(CommandLines.mistake(words)).as(line).isEmpty();
                commands++;
            }
        assertThat(commands).isEqualTo(2);
    }

    @Test
    void systemdUnderstandsTheUnits() throws Exception {
        assumeTrue(Command.isThere("systemd-analyze"), "systemd-analyze is not installed");
        Files.write(folder.resolve("vastctl-nightly.service"), UnitCredentialsTest.settings("vastctl-nightly.service"));
        Files.copy(UNITS.resolve("vastctl-nightly.timer"), folder.resolve("vastctl-nightly.timer"));
        Files.copy(Path.of("src/deb/systemd/vastctl-guard@.service"), folder.resolve("vastctl-guard@chat.service"));
        Path more = Files.createDirectories(folder.resolve("vastctl-guard@chat.service.d"));
        Files.copy(UNITS.resolve("standby.conf"), more.resolve("standby.conf"));

        for (String name : List.of("vastctl-nightly.service", "vastctl-nightly.timer", "vastctl-guard@chat.service")) {
            Command verified =
                    Command.run(folder, Map.of(), List.of("systemd-analyze", "verify", "--man=no", "./" + name));
            assertThat(verified.err().lines())
                    .filteredOn(line -> line.contains("vastctl") || line.contains("standby.conf"))
                    .filteredOn(line -> !line.contains("/usr/bin/vastctl is not executable"))
                    .isEmpty();
        }
    }
}
