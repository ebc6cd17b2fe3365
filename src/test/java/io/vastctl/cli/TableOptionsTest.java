package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.cli.text.CellOrder;
import io.vastctl.cli.text.Csv;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.cli.text.TerminalWidth;
import io.vastctl.cli.text.TextTable;
import io.vastctl.simulator.SimulatedMarket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that fit, and lists as the operator wants them. */
class TableOptionsTest {

    @TempDir
    Path home;

    private static TextTable table() {
        return new TextTable("ID", "NAME", "AGE", "$/H", "NOTE")
                .row(1, "one", "2 h 3 min", "$0.312", "a note that is rather long")
                .row(22, "two", "41 s", "$1.050", "-")
                .row(3, "three", "-", "$0.900", "short")
                .expendable("age", "name");
    }

    @Test
    void theLeastImportantColumnGoesFirst() {
        assertThat(table().fitted(60).names()).containsExactly("id", "name", "age", "usd/h", "note");
        assertThat(table().fitted(50).names()).containsExactly("id", "name", "usd/h", "note");
        assertThat(table().fitted(40).names()).containsExactly("id", "usd/h", "note");
    }

    @Test
    void thenTextsLoseTheirEndsAndNumbersNever() {
        String text = table().fitted(30).toString();

        assertThat(text.lines()).allMatch(line -> line.length() <= 30);
        assertThat(text).contains("$0.312  a note that is ...", "22  $1.050");
    }

    @Test
    void rowsAreOrderedByWhatTheCellsMeanAndTheUnknownIsLast() {
        assertThat(ids(table().sorted("age"))).containsExactly("22", "1", "3");
        assertThat(ids(table().sorted("age:desc"))).containsExactly("1", "22", "3");
        assertThat(ids(table().sorted("usd/h:desc"))).containsExactly("22", "3", "1");
        assertThat(ids(table().sorted("id"))).containsExactly("1", "3", "22");
    }

    @Test
    void amountsOfDifferentUnitsAreOrderedByWhatTheyAre() {
        assertThat(order("90 s", "1.5 h", "2 min 3 s", "in 1 d"))
                .containsExactly("90 s", "2 min 3 s", "1.5 h", "in 1 d");
        assertThat(order("1.5 TB", "10 GB", "900 MB", "1 KiB")).containsExactly("1 KiB", "900 MB", "10 GB", "1.5 TB");
        assertThat(order("$0.5", "-$1", "$2", "-")).containsExactly("-$1", "$0.5", "$2", "-");
        assertThat(order("41 s ago", "2 h 3 min ago", "5 min ago"))
                .containsExactly("2 h 3 min ago", "5 min ago", "41 s ago");
        assertThat(order("99999999999999999999 s", "99999999999999999999", "7"))
                .containsExactly("7", "99999999999999999999", "99999999999999999999 s");
    }

    private static List<String> order(String... cells) {
        List<String> order = new ArrayList<>(List.of(cells));
        order.sort(CellOrder.of(false));
        return order;
    }

    @Test
    void aColumnThatWasAskedForStaysHoweverNarrowTheTerminalIs() {
        TableOptions options = new TableOptions();
        options.columns = List.of("id", "age", "name");

        assertThat(options.shape(table(), OptionalInt.of(12)).names()).containsExactly("id", "age", "name");
        assertThat(new TableOptions().shape(table(), OptionalInt.of(12)).names())
                .doesNotContain("age", "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs list", "hosts list", "bad-hosts list"})
    void anUnknownColumnIsRefusedOfAnEmptyListAsWell(String command) {
        Shell shell = new Shell(home);

        shell.run((command + " --columns sizes").split(" ")).refuses(2, "--columns sizes: expected of ");
        shell.run((command + " --sort sizes").split(" ")).refuses(2, "--sort sizes: expected of ");
        shell.run(command.split(" ")).exits(0);
    }

    @Test
    void anUnknownColumnIsRefusedWhereNothingRuns() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = new Shell(home).with("VAST_URL", market.apiUrl().toString());

            shell.run("instances", "--columns", "sizes").refuses(2, "--columns sizes: expected of id");
            shell.run("instances").exits(0).says("No instances.");
        }
    }

    @Test
    void whatIsNullIsEmptyInCsv() throws Exception {
        String json = "[{\"key\":\"a\",\"value\":null,\"unit\":\"s\"}]";

        assertThat(JsonCsv.of(new ObjectMapper().readTree(json), List.of("key", "value", "unit")))
                .isEqualTo("key,value,unit\na,,s\n");
    }

    private static List<String> ids(TextTable table) {
        return table.only(List.of("id"))
                .toString()
                .lines()
                .skip(1)
                .map(String::strip)
                .toList();
    }

    @Test
    void columnsComeInTheOrderAskedForAndAnUnknownOneIsRefused() {
        Shell shell = new Shell(home);

        Ran ran = shell.run("workloads", "list", "--columns", "vram,name", "--sort", "name:desc")
                .exits(0);
        assertThat(ran.out().lines().findFirst().orElse("")).isEqualTo(" VRAM  NAME");
        assertThat(ran.out().lines().skip(1).findFirst().orElse("")).endsWith("whisper");
        shell.run("workloads", "list", "--columns", "vrm")
                .refuses(2, "--columns vrm: expected of name, model,", "(did you mean vram?)");
        shell.run("workloads", "list", "--sort", "size").refuses(2, "--sort size: expected of name");
        shell.run("workloads", "list", "--sort", "name", "-o", "csv").refuses(2, "--sort: only of tables");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offers --simulate",
                "hosts list",
                "runs list",
                "bad-hosts list",
                "workloads list",
                "config list",
            })
    void everyListIsThereAsCsvWithAsManyCellsInEachRow(String command) {
        Shell shell = new Shell(home);
        shell.simulate("--simulate=hostile", "--seed", "2");

        List<Csv.Line> lines =
                Csv.parse(shell.run((command + " -o csv").split(" ")).exits(0).out());

        assertThat(lines).hasSizeGreaterThan(1);
        int width = lines.get(0).cells().size();
        assertThat(width).isGreaterThan(5);
        assertThat(lines).allMatch(line -> line.cells().size() == width);
        assertThat(lines).noneMatch(line -> line.cells().get(0).isEmpty());
    }

    @Test
    void aWidthIsANumberThatCanBeOne() {
        assertThat(TerminalWidth.parse("80")).isEqualTo(OptionalInt.of(80));
        for (String bad : List.of("", "x", "0", "-5", "99999999999"))
            assertThat(TerminalWidth.parse(bad)).isEmpty();
    }
}
