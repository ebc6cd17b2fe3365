package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shows one thing in lines, on terminals of several widths. */
class ShowViewsTest {

    @TempDir
    Path home;

    @Test
    void theShowViewsFitTheTerminal() {
        Shell shell = new Shell(home);
        String run =
                shell.simulate("-o", "json").exits(0).json("run").path("runId").asText();
        String machine = shell.run("hosts", "list", "-o", "json")
                .json("hosts")
                .at("/machines/0/machineId")
                .asText();
        String offer = shell.run("offers", "--simulate", "-o", "json")
                .json("offers")
                .at("/eligible/0/offerId")
                .asText();
        shell.answering("");

        for (int columns : new int[] {40, 80, 100})
            for (List<String> show : List.of(
                    List.of("runs", "show", run),
                    List.of("hosts", "show", machine),
                    List.of("runs", "explain", run),
                    List.of("offers", "--simulate", "--why", offer)))
                assertThat(shell.with("COLUMNS", String.valueOf(columns))
                                .run(show.toArray(String[]::new))
                                .exits(0)
                                .out()
                                .lines())
                        .as("%s", show)
                        .filteredOn(line -> line.strip().contains(" "))
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
    }
}
