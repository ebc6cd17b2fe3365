package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappedTest {

    private static final String TEXT = "    INFRA_FATAL docker-cdi in CONTAINER_START, blames machine\nshort\n";

    @TempDir
    Path home;

    @Test
    void aLongLineGoesOnFurtherIn() {
        assertThat(Wrapped.text(TEXT, OptionalInt.of(40)).lines())
                .containsExactly("    INFRA_FATAL docker-cdi in", "        CONTAINER_START, blames machine", "short");
    }

    @Test
    void offATerminalNothingIsBroken() {
        assertThat(Wrapped.text(TEXT, OptionalInt.empty())).isEqualTo(TEXT);
    }

    @Test
    void aWordThatIsTooLongStaysWhole() {
        String address = "http://" + "x".repeat(60) + "/v1";

        assertThat(Wrapped.text("at " + address + " now", OptionalInt.of(30)).lines())
                .containsExactly("at", "    " + address, "    now");
    }

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
