package io.vastctl.provision.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void oneMachineIsLookedAtAsARunDoes() {
        assertThat(Rhythm.pause(FIVE, 1, 1, 0)).isEqualTo(FIVE);
    }

    @Test
    void twoHundredAreLookedAtEveryFifteenSecondsAtDifferentMoments() {
        assertThat(IntStream.range(1, 200).mapToObj(number -> Rhythm.pause(FIVE, 200, number, 3)))
                .allMatch(pause -> pause.toMillis() >= 13_500 && pause.toMillis() <= 16_500)
                .satisfies(pauses -> assertThat(Set.copyOf(pauses)).hasSizeGreaterThan(150));
    }

    @Test
    void theSameMachineAndLookHaveTheSamePause() {
        assertThat(Rhythm.pause(FIVE, 50, 7, 9)).isEqualTo(Rhythm.pause(FIVE, 50, 7, 9));
    }

    @Test
    void aFirstLookOfFewMachinesMayBeAtOnce() {
        assertThat(Rhythm.pause(Duration.ZERO, 1, 1, 0)).isLessThan(Duration.ofMillis(100));
    }
}
