package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final FakeTime time = new FakeTime();
    private final Silence silence = new Silence(time);

    private Optional<String> after(int minutes, long cpuPerLook, long wordsPerLook) {
        for (int look = 0; look < minutes * 6; look++) {
            time.pass(Duration.ofSeconds(10));
            silence.note(report("cpu " + look * cpuPerLook + "\nnetwork 5000\ngpu-memory 900\n"), look * wordsPerLook);
        }
        return silence.stall(Duration.ofMinutes(minutes), LIMIT);
    }

    private static ProbeReport report(String vitals) {
        return new ProbeReport(Instant.EPOCH, Map.of(Vitals.PROBE, new ProbeResult(0, vitals, "")));
    }

    @Test
    void nothingMovesAndTheLimitIsOver() {
        assertThat(after(5, 0, 0)).isEmpty();
        assertThat(after(6, 0, 0))
                .hasValueSatisfying(why -> assertThat(why).contains("limit 300 s", "log; cpu, gpu-memory, network"));
    }

    @Test
    void workBuysAsMuchAgainAndNoMore() {
        assertThat(after(9, 5000, 0)).isEmpty();
        assertThat(after(11, 5000, 0)).hasValueSatisfying(why -> assertThat(why).contains("gets nowhere"));
    }

    @Test
    void wordsOfTheServerAreASignOfWorkToo() {
        assertThat(after(9, 0, 1)).isEmpty();
        assertThat(after(11, 0, 1)).isPresent();
    }

    @Test
    void signsThatCannotBeReadProveNothing() {
        Vitals none = Vitals.of(report("sh: sed: not found"));

        assertThat(none.names()).isEqualTo("none");
        assertThat(none.moved(Vitals.of(report("cpu 1")))).isFalse();
        assertThat(Vitals.of(report("cpu 9000000")).moved(none)).isFalse();
    }

    @Test
    void houseKeepingIsNoWork() {
        Vitals before = Vitals.of(report("cpu 1000\nnetwork 1000\ngpu-memory 500"));

        assertThat(Vitals.of(report("cpu 1900\nnetwork 900000\ngpu-memory 510")).moved(before))
                .isFalse();
        assertThat(Vitals.of(report("cpu 2100\nnetwork 1000\ngpu-memory 500")).moved(before))
                .isTrue();
        assertThat(Vitals.of(report("cpu 1000\nnetwork 2000000\ngpu-memory 500"))
                        .moved(before))
                .isTrue();
        assertThat(Vitals.of(report("cpu 1000\nnetwork 1000\ngpu-memory 0")).moved(before))
                .isTrue();
    }
}
