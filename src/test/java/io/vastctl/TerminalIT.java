package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged JAR in a real terminal. */
class TerminalIT {

    private static final Map<String, String> UTF8 = Map.of("LANG", "C.UTF-8");
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]");
    /** The last line of the block, and nothing else. */
    private static final String MONEY = " so far";

    @TempDir
    Path home;

    @BeforeEach
    void tmuxIsThere() {
        assumeTrue(Tmux.isThere(), "skipped: tmux is not installed");
    }

    @ParameterizedTest
    @ValueSource(ints = {120, 80, 40})
    void oneBlockIsRedrawnInPlaceAndGoesWhenTheRunIsOver(int columns) throws Exception {
        try (Tmux terminal = Tmux.open(home, columns, UTF8)) {
            terminal.type(run("20", ""));

            String pulling = terminal.await(screen -> screen.contains("pulling image"));
            String loading = terminal.await(screen -> screen.contains("the model, "));
            String end = terminal.await(screen -> screen.contains("code 0"));

            for (String during : new String[] {pulling, loading})
                assertThat(during)
                        .satisfies(screen -> occursOnce(screen, MONEY))
                        .satisfies(screen -> occursOnce(screen, "Attempt 1"))
                        .contains("ready in about", "Offers");
            assertThat(end).contains("Attempt 1 ready", "Result").doesNotContain(MONEY, "pulling image,");
        }
    }

    @Test
    void aWindowThatChangesInMidRunIsNotSmeared() throws Exception {
        try (Tmux terminal = Tmux.open(home, 120, UTF8)) {
            terminal.type(run("10", ""));
            terminal.await(screen -> screen.contains("at most $2.00"));

            terminal.resize(40);
            // What the terminal itself has pushed off the screen stays there.
            terminal.awaitVisible(screen -> !screen.contains("at most $2.00") && screen.contains(MONEY));
            String narrow = terminal.awaitVisible(screen -> screen.contains("min"));
            occursOnce(narrow, MONEY);
            occursOnce(narrow, "Attempt 1");
            terminal.resize(100);
            String wide = terminal.awaitVisible(screen -> screen.contains("at most $2.00"));
            occursOnce(wide, MONEY);
            occursOnce(wide, "Attempt 1");

            terminal.key("C-c");
            terminal.await(screen -> screen.contains("code 130"));
        }
    }

    @Test
    void ctrlCLeavesTheTerminalClean() throws Exception {
        try (Tmux terminal = Tmux.open(home, 80, UTF8)) {
            terminal.type(run("20", ""));
            terminal.await(screen -> screen.contains("pulling image"));

            terminal.key("C-c");
            String end = terminal.await(screen -> screen.contains("code 130"));

            assertThat(end)
                    .contains("vastctl: stopping", "Attempt 1", "destroyed", "Result    interrupted")
                    .doesNotContain(MONEY, "pulling image,", "^C");
            assertThat(terminal.cursorIsVisible()).isTrue();
        }
    }

    @Test
    void withoutColourAndUnicodeTheBlockIsPlainAscii() throws Exception {
        try (Tmux terminal = Tmux.open(home, 100, Map.of("LANG", "C", "NO_COLOR", "1"))) {
            terminal.type(run("20", ""));

            terminal.await(screen -> screen.contains("........"));
            String styled = terminal.styled();

            assertThat(styled).doesNotContain("\u001b");
            assertThat(BEYOND_ASCII.matcher(styled).find()).as(styled).isFalse();
            terminal.key("C-c").await(screen -> screen.contains("code 130"));
        }
    }

    @Test
    void withThemTheTitleIsBoldAndTheBarIsDrawn() throws Exception {
        try (Tmux terminal = Tmux.open(home, 100, UTF8)) {
            terminal.type(run("20", ""));

            terminal.await(screen -> screen.contains("\u2500\u2500\u2500\u2500"));

            assertThat(terminal.styled()).contains("\u001b[1mAttempt 1");
            terminal.key("C-c").await(screen -> screen.contains("code 130"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2>&1 | cat -v", "--no-progress", "dumb"})
    void elsewhereEachChangeIsALineWithItsTime(String how) throws Exception {
        Map<String, String> environment = how.equals("dumb") ? Map.of("TERM", "dumb", "LANG", "C") : UTF8;
        try (Tmux terminal = Tmux.open(home, 120, environment)) {
            terminal.type(run("1000", how.equals("dumb") ? "" : how));

            String end = terminal.await(screen -> screen.contains("code 0"));

            assertThat(end)
                    .containsPattern("\\d+:\\d\\d    IMAGE_PULL: ")
                    .containsPattern("\\d+:\\d\\d    MODEL_LOAD: ")
                    .doesNotContain(MONEY, "^[");
        }
    }

    private static String run(String speed, String more) {
        return JarProcess.jar() + " test --simulate --seed 3 --strictness balanced --speed " + speed + " " + more
                + "; echo code $?";
    }

    private static void occursOnce(String screen, String text) {
        assertThat(screen.split(Pattern.quote(text), -1)).as(screen).hasSize(2);
    }
}
