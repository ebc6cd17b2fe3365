package io.vastctl.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.text.Escapes;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusBlockTest {

    private static final RunStatus.Expected IN_THREE_MINUTES =
            new RunStatus.Expected(Duration.ofSeconds(185), LocalTime.of(14, 5), 12);

    @Test
    void itTellsPhaseFinishMoneyAndWhatComesNext() {
        List<String> lines = StatusBlock.lines(status(Optional.of(IN_THREE_MINUTES), pulling()), 100, false, false);

        assertThat(lines)
                .containsExactly(
                        "Attempt 2  machine 31982, RTX 4090, $0.310/h                                             3 min 12 s",
                        "  pulling image, 41 s  ##########.......... 52 %  c3f880f8925e: Pull complete",
                        "  ready in about 3 min, at 14:05, as in 12 starts before; then logging in",
                        "  $0.012 so far, $0.310/h now, at most $2.00");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 120, 80, 60, 40, 30, 20, 12, 1})
    void noLineReachesTheLastColumnAndTheNumberOfLinesStays(int width) {
        for (boolean unicode : new boolean[] {true, false})
            for (boolean colour : new boolean[] {true, false}) {
                List<String> lines =
                        StatusBlock.lines(status(Optional.of(IN_THREE_MINUTES), pulling()), width, unicode, colour);
                assertThat(lines)
                        .hasSize(4)
                        .allSatisfy(
                                line -> assertThat(Escapes.width(line)).isLessThanOrEqualTo(Math.max(1, width - 1)));
            }
    }

    @Test
    void fortyColumnsKeepWhatMatters() {
        assertThat(StatusBlock.lines(status(Optional.of(IN_THREE_MINUTES), pulling()), 40, false, false))
                .containsExactly(
                        "Attempt 2  machine 31982     3 min 12 s",
                        "  pulling image, 41 s, 52 %  c3f880f...",
                        "  ready in about 3 min, at 14:05",
                        "  $0.012 so far, $0.310/h now");
    }

    @Test
    void withoutUnicodeAndColourItIsPlainAscii() {
        RunStatus.Rental strange = new RunStatus.Rental(
                1,
                7,
                "RTX\u202e \u9f8d",
                0.1,
                "loading the model",
                Duration.ZERO,
                OptionalDouble.of(0.5),
                "\u001b[31mr\u00f6d \u2588\u2588\n");

        assertThat(StatusBlock.lines(status(Optional.empty(), strange), 120, false, false))
                .allSatisfy(line -> assertThat(line).matches("[ -~]*"));
    }

    @Test
    void colourIsEndedOnTheLineThatBeganIt() {
        assertThat(StatusBlock.lines(status(Optional.of(IN_THREE_MINUTES), pulling()), 120, true, true))
                .anySatisfy(line -> assertThat(line).contains(Escapes.BOLD))
                .filteredOn(line -> line.contains("\u001b"))
                .allSatisfy(line -> assertThat(line.lastIndexOf(Escapes.PLAIN))
                        .isGreaterThan(Math.max(line.lastIndexOf(Escapes.BOLD), line.lastIndexOf(Escapes.CYAN))));
    }

    @Test
    void whatIsLaterThanUsualSaysSo() {
        RunStatus.Expected late = new RunStatus.Expected(Duration.ZERO, LocalTime.NOON, 3);
        RunStatus.Expected later = new RunStatus.Expected(Duration.ZERO, LocalTime.NOON, 0);

        assertThat(text(status(Optional.of(late), pulling()))).contains("later than usual in 3 starts before");
        assertThat(text(status(Optional.of(later), pulling()))).contains("later than the ranking expected");
    }

    @Test
    void shardsAreCounted() {
        RunStatus.Rental loading = doing("Loading safetensors checkpoint shards:  37% Completed | 3/8 [00:05<00:09]");

        assertThat(text(status(Optional.empty(), loading)))
                .contains("shards 3/8")
                .doesNotContain("Completed");
    }

    @Test
    void ofTheApisStatusTheMessageIsShown() {
        assertThat(text(status(Optional.empty(), doing("status loading, intended running: pulling 3 of 8 layers"))))
                .contains("  pulling 3 of 8 layers")
                .doesNotContain("intended");
        assertThat(text(status(Optional.empty(), doing("status created, intended running"))))
                .contains("  status created")
                .doesNotContain("intended");
    }

    @Test
    void twoRentalsSideBySideTakeALineEach() {
        List<String> lines = StatusBlock.lines(
                status(Optional.of(IN_THREE_MINUTES), pulling(), doing("so far so good")), 100, false, false);

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("2 rentals side by side");
        assertThat(lines.get(1)).startsWith("  2 pulling image");
        assertThat(lines.get(2)).startsWith("  3 loading the model");
    }

    @Test
    void betweenRentalsTwoLinesSayWhatIsGoingOn() {
        RunStatus idle = new RunStatus(
                Duration.ofSeconds(3), List.of(), 0.012, 0, 2, Optional.empty(), "Choosing the next offer");

        assertThat(StatusBlock.lines(idle, 60, false, false))
                .containsExactly(
                        "Choosing the next offer                                 3 s",
                        "  $0.012 so far, at most $2.00");
    }

    private static String text(RunStatus status) {
        return String.join("\n", StatusBlock.lines(status, 120, false, false));
    }

    private static RunStatus.Rental pulling() {
        return new RunStatus.Rental(
                2,
                31_982,
                "RTX 4090",
                0.31,
                "pulling image",
                Duration.ofSeconds(41),
                OptionalDouble.of(0.52),
                "status loading, intended running: c3f880f8925e: Pull complete");
    }

    private static RunStatus.Rental doing(String detail) {
        return new RunStatus.Rental(
                3, 5, "RTX 3060", 0.1, "loading the model", Duration.ofSeconds(9), OptionalDouble.empty(), detail);
    }

    private static RunStatus status(Optional<RunStatus.Expected> ready, RunStatus.Rental... rentals) {
        return new RunStatus(Duration.ofSeconds(192), List.of(rentals), 0.012, 0.31, 2, ready, "logging in");
    }
}
