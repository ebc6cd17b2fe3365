package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.start.QuickAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered without picocli is what picocli would have answered. */
class QuickAnswerTest {

    private static final Path TEXTS = Path.of("src/main/resources/io/vastctl/start");

    @TempDir
    Path home;

    @Test
    void helpIsTheOneOfTheCommandLine() throws Exception {
        String full = new Shell(home).run("--help").exits(0).out();

        same("help.txt", full);
        assertThat(QuickAnswer.to(new String[] {"--help"}, Map.of("NO_COLOR", ""), "1"))
                .contains(full);
        assertThat(QuickAnswer.to(new String[] {"-h"}, Map.of(), "1")).contains(full);
        assertThat(QuickAnswer.to(new String[0], Map.of(), "1"))
                .contains(full)
                .contains(new Shell(home).run().out());
    }

    @Test
    void helpOnATerminalIsTheOneInColour() throws Exception {
        same(
                "help-colour.txt",
                new Shell(home)
                        .with("VASTCTL_COLOR", "always")
                        .run("--help")
                        .exits(0)
                        .out());
    }

    @Test
    void theVersionIsTheOneOfTheCommandLine() {
        String full = new Shell(home).run("--version").exits(0).out();

        assertThat(QuickAnswer.to(new String[] {"--version"}, Map.of(), Shell.VERSION))
                .contains(full);
        assertThat(QuickAnswer.to(new String[] {"-V"}, Map.of(), Shell.VERSION)).contains(full);
    }

    @Test
    void everythingElseIsForTheCommandLine() {
        assertThat(QuickAnswer.to(new String[] {"offers"}, Map.of(), "1")).isEmpty();
        assertThat(QuickAnswer.to(new String[] {"offers", "--help"}, Map.of(), "1"))
                .isEmpty();
        assertThat(QuickAnswer.to(new String[] {"--help", "offers"}, Map.of(), "1"))
                .isEmpty();
        assertThat(QuickAnswer.to(new String[] {"--hepl"}, Map.of(), "1")).isEmpty();
        assertThat(QuickAnswer.to(new String[] {"--help"}, Map.of("VASTCTL_COLOR", "always"), "1"))
                .as("colour by other rules")
                .isEmpty();
    }

    /** With {@code -Dvastctl.write.help=true} the text is written, not compared. */
    private static void same(String name, String full) throws Exception {
        if (Boolean.getBoolean("vastctl.write.help")) Files.writeString(TEXTS.resolve(name), full);
        assertThat(TEXTS.resolve(name))
                .as("out of date: mvn -o test -Dtest=QuickAnswerTest -Dvastctl.write.help=true writes it anew")
                .hasContent(full);
    }
}
