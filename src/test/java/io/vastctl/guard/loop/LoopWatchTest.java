package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopWatchTest {

    private Duration now = Duration.ofHours(1);
    private final List<String> reports = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final LoopWatch watch =
            new LoopWatch(() -> now, () -> "vastctl-guard-rent in Socket.read", reports::add, ends::add);

    /** Time passes, and the checks come in their usual rhythm. */
    private void pass(Duration span) {
        Duration until = now.plus(span);
        while (now.compareTo(until) < 0) {
            now = now.plus(LoopWatch.CHECK);
            watch.check();
        }
    }

    @Test
    void aLoopThatGivesSignsIsLeftAlone() {
        for (int i = 0; i < 100; i++) {
            pass(LoopWatch.REPORTED.minus(LoopWatch.CHECK));
            watch.alive();
        }
        assertThat(reports).isEmpty();
        assertThat(ends).isEmpty();
    }

    @Test
    void silenceIsReportedOnceWithWhatHangs() {
        pass(LoopWatch.FATAL.minus(LoopWatch.CHECK));

        assertThat(reports)
                .containsExactly(
                        "the loop has given no sign of life for 240 s; at work: vastctl-guard-rent in Socket.read");
        assertThat(ends).isEmpty();
    }

    @Test
    void aSecondSilenceIsReportedAnew() {
        pass(LoopWatch.REPORTED);
        watch.alive();
        pass(LoopWatch.REPORTED);

        assertThat(reports).hasSize(2);
    }

    @Test
    void silenceForTooLongEndsTheProcess() {
        pass(LoopWatch.FATAL);

        assertThat(ends).hasSize(1);
        assertThat(ends.get(0)).contains("480 s", "vastctl-guard-rent", "started anew");
    }

    @Test
    void aProcessThatStoodStillAsAWholeHangsNowhere() {
        pass(Duration.ofMinutes(1));
        now = now.plus(Duration.ofHours(5));
        watch.check();
        pass(Duration.ofMinutes(1));

        assertThat(reports).isEmpty();
        assertThat(ends).isEmpty();
    }
}
