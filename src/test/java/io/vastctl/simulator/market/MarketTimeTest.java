package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketTimeTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void standsStillUntilSomebodySleeps() throws Exception {
        MarketTime time = new MarketTime(START, 100, nap -> {});

        assertThat(time.instant()).isEqualTo(START);
        time.sleep(Duration.ofSeconds(7));
        assertThat(time.instant()).isEqualTo(START.plusSeconds(7));
    }

    @Test
    void sleepsForRealInSlicesOfFiftyMilliseconds() throws Exception {
        List<Duration> naps = new ArrayList<>();
        MarketTime time = new MarketTime(START, 100, naps::add);

        time.sleep(Duration.ofSeconds(12));

        assertThat(naps).containsExactly(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(20));
    }

    @Test
    void showsItselfMovingDuringASleep() throws Exception {
        MarketTime time = new MarketTime(START, 100, nap -> {});
        List<Instant> seen = new ArrayList<>();
        time.onMove(() -> seen.add(time.instant()));

        time.sleep(Duration.ofSeconds(11));

        assertThat(seen).containsExactly(START.plusSeconds(5), START.plusSeconds(10), START.plusSeconds(11));
    }

    @Test
    void anInterruptEndsASleep() {
        MarketTime time = new MarketTime(START, 100, nap -> {});
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
        assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void anInterruptInAnAdvanceStaysPendingAndTheTimeIsTaken() {
        MarketTime time = new MarketTime(START, 100, nap -> {
            throw new InterruptedException();
        });

        time.advance(Duration.ofSeconds(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(time.instant()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void aSpeedOfZeroIsRefusedInOneLine() {
        assertThatThrownBy(() -> new MarketTime(START, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the speed must be a number above 0, not 0.0");
    }
}
