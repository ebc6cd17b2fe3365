package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    private final Liveness here = new Liveness("h/boot/pid:1", pid -> switch ((int) pid) {
        case 7 -> Optional.of("tick 100");
        case 8 -> Optional.of("");
        default -> Optional.empty();
    });

    @Test
    void aProcessOfThisHostWithTheSameStartLives() {
        assertThat(here.isDead(owner("h/boot/pid:1", 7, "tick 100", 0), NOW)).isFalse();
    }

    @Test
    void aProcessThatIsMissingOrHasAnothersNumberIsDeadAtOnce() {
        assertThat(here.isDead(owner("h/boot/pid:1", 9, "tick 100", 0), NOW)).isTrue();
        assertThat(here.isDead(owner("h/boot/pid:1", 7, "tick 99", 0), NOW)).isTrue();
    }

    @Test
    void aStartThatCannotBeToldIsNoSignOfDeath() {
        assertThat(here.isDead(owner("h/boot/pid:1", 8, "tick 100", 0), NOW)).isFalse();
        assertThat(here.isDead(owner("h/boot/pid:1", 7, "", 0), NOW)).isFalse();
    }

    @Test
    void anotherHostsProcessesAreKnownByTheirSignsOfLifeAlone() {
        assertThat(here.isDead(owner("other/boot/pid:1", 9, "tick 1", 60), NOW)).isFalse();
        assertThat(here.isDead(owner("other/boot/pid:1", 9, "tick 1", 61), NOW)).isTrue();
        assertThat(here.isDead(owner("h/another-boot/pid:1", 9, "tick 1", 10), NOW))
                .isFalse();
        assertThat(new Liveness("", pid -> Optional.empty()).isDead(owner("", 9, "", 10), NOW))
                .isFalse();
    }

    @Test
    void aProcessThatIsThereAndSilentForAMinuteIsDeadToo() {
        assertThat(here.isDead(owner("h/boot/pid:1", 7, "tick 100", 61), NOW)).isTrue();
    }

    @Test
    void aSignOfLifeFromTheFutureCountsNoLongerThanOneFromThePast() {
        assertThat(here.isDead(owner("other/boot/pid:1", 9, "", -60), NOW)).isFalse();
        assertThat(here.isDead(owner("other/boot/pid:1", 9, "", -3600), NOW)).isTrue();
    }

    @Test
    void whoCouldNotGiveASignOfLifeIsNotDeadForThat() {
        OwnerRow silent = owner("other/boot/pid:1", 9, "tick 1", 600);

        assertThat(here.isDead(silent, NOW, NOW.minusSeconds(300))).isFalse();
        assertThat(here.isDead(silent, NOW, NOW.minusSeconds(301))).isTrue();
        assertThat(here.isDead(silent, NOW, NOW.minusSeconds(3600))).isTrue();
    }

    @Test
    void whoeverSaidSoIsDead() {
        OwnerRow ended = new OwnerRow("o", "h/boot/pid:1", 7, "tick 100", "test", NOW, NOW, Optional.of(NOW));

        assertThat(here.isDead(ended, NOW)).isTrue();
    }

    private static OwnerRow owner(String host, long pid, String start, long silentSeconds) {
        return new OwnerRow(
                "o",
                host,
                pid,
                start,
                "test",
                NOW.minus(Duration.ofHours(1)),
                NOW.minus(Duration.ofSeconds(silentSeconds)),
                Optional.empty());
    }
}
