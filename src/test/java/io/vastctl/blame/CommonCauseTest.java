package io.vastctl.blame;

import static io.vastctl.blame.Cases.BROKEN;
import static io.vastctl.blame.Cases.IMAGE;
import static io.vastctl.blame.Cases.NO_START;
import static io.vastctl.blame.Cases.STALL;
import static io.vastctl.blame.Cases.failed;
import static io.vastctl.blame.Cases.infra;
import static io.vastctl.blame.Cases.ready;
import static io.vastctl.blame.Cases.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommonCauseTest {

    @Test
    void threeHostsThatFailAlikeWithOneImageAreNotToBlame() {
        List<CommonCause> found = CommonCause.among(List.of(night(1), night(2), night(3)));

        assertThat(found).singleElement().satisfies(cause -> {
            assertThat(cause.image()).isEqualTo(IMAGE);
            assertThat(cause.hosts()).isEqualTo(3);
            assertThat(cause.attempts()).hasSize(3);
            assertThat(cause.sentence()).contains("3 different hosts", "oci-other", IMAGE);
        });
    }

    @Test
    void twoHostsMayMeetByChance() {
        assertThat(withdrawn(night(1), night(2))).isEmpty();
    }

    @Test
    void threeMachinesOfOneHostAreOneHost() {
        assertThat(withdrawn(
                        failed("r", 1, 1, NO_START, Duration.ZERO),
                        failed("r", 2, 1, NO_START, Duration.ofHours(1)),
                        failed("r", 3, 1, NO_START, Duration.ofHours(2))))
                .isEmpty();
    }

    @Test
    void anotherImageOrAnotherFailureIsAnotherMatter() {
        assertThat(withdrawn(
                        night(1), night(2), seen("r3", 1, 3, "other:1", Optional.of(NO_START), Duration.ofHours(3))))
                .isEmpty();
        assertThat(withdrawn(night(1), night(2), failed("r3", 1, 3, infra("ssh-lost"), Duration.ofHours(3))))
                .isEmpty();
    }

    @Test
    void daysApartOnlyOneRunCanJoinThem() {
        Duration days = Duration.ofDays(2);
        assertThat(withdrawn(
                        failed("r1", 1, 1, NO_START, Duration.ZERO),
                        failed("r2", 1, 2, NO_START, days),
                        failed("r3", 1, 3, NO_START, days.multipliedBy(2))))
                .isEmpty();
        assertThat(withdrawn(
                        failed("r1", 1, 1, NO_START, Duration.ZERO),
                        failed("r1", 2, 2, NO_START, days),
                        failed("r1", 3, 3, NO_START, days.multipliedBy(2))))
                .hasSize(3);
    }

    @Test
    void anAttemptInBetweenThatCameFurtherShowsThatTheImageIsSound() {
        Evidence worked = ready("r9", 1, 9, Duration.ofMinutes(90));
        assertThat(withdrawn(night(1), night(2), night(3), worked)).isEmpty();

        Failure later = new Failure(FailureClass.STALLED, "no-progress", Phase.MODEL_LOAD, "");
        assertThat(withdrawn(night(1), night(2), night(3), failed("r9", 1, 9, later, Duration.ofMinutes(90))))
                .isEmpty();
    }

    @Test
    void soDoesOneWithinADayBeforeOrAfterThem() {
        assertThat(withdrawn(ready("r8", 1, 8, Duration.ZERO), night(1), night(2), night(3)))
                .isEmpty();
        assertThat(withdrawn(night(1), night(2), night(3), ready("r9", 1, 9, Duration.ofHours(20))))
                .isEmpty();
    }

    @Test
    void aSuccessDaysBeforeOrAfterThemSaysNothingOfTheImageOnThatDay() {
        assertThat(withdrawn(
                        ready("r8", 1, 8, Duration.ofHours(-24)),
                        night(1),
                        night(2),
                        night(3),
                        ready("r9", 1, 9, Duration.ofHours(28))))
                .hasSize(3);
    }

    @Test
    void machinesOfUnknownOwnersAreNoDifferentHost() {
        assertThat(withdrawn(night(1), night(2), night(0))).isEmpty();
        assertThat(withdrawn(night(1), night(2), night(3), night(0))).hasSize(4);
        assertThat(CommonCause.among(List.of(night(1), night(2), night(3), night(0))))
                .extracting(CommonCause::hosts)
                .containsExactly(3);
    }

    @Test
    void whatNoImageCanBringAboutStaysWithTheMachines() {
        assertThat(withdrawn(
                        failed("r", 1, 1, BROKEN, Duration.ZERO),
                        failed("r", 2, 2, BROKEN, Duration.ofHours(1)),
                        failed("r", 3, 3, BROKEN, Duration.ofHours(2))))
                .isEmpty();
    }

    @Test
    void cardsThatDoNotSuitAreNoProofThatNoneDoes() {
        Failure unsuited = new Failure(FailureClass.WORKLOAD_INCOMPATIBLE, "cuda-out-of-memory", Phase.MODEL_LOAD, "");
        assertThat(withdrawn(
                        failed("r", 1, 1, unsuited, Duration.ZERO),
                        failed("r", 2, 2, unsuited, Duration.ofHours(1)),
                        failed("r", 3, 3, unsuited, Duration.ofHours(2))))
                .isEmpty();
    }

    @Test
    void stallsMayHaveOtherReasonsThanTheImage() {
        assertThat(withdrawn(
                        failed("r", 1, 1, STALL, Duration.ZERO),
                        failed("r", 2, 2, STALL, Duration.ofHours(1)),
                        failed("r", 3, 3, STALL, Duration.ofHours(2))))
                .isEmpty();
    }

    @Test
    void theOrderOfTheEvidenceDoesNotMatter() {
        Random random = new Random(99);
        int found = 0;
        for (int round = 0; round < 500; round++) {
            List<Evidence> known = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(12); i++) known.add(any(random, i));
            Set<AttemptKey> expected = CommonCause.withdrawn(known);
            found += expected.isEmpty() ? 0 : 1;

            Collections.shuffle(known, random);

            assertThat(CommonCause.withdrawn(known)).isEqualTo(expected);
        }
        assertThat(found).as("rounds with a common cause").isBetween(50, 450);
    }

    private static Evidence any(Random random, int number) {
        Duration later = Duration.ofHours(random.nextInt(60));
        long host = 1L + random.nextInt(5);
        if (random.nextInt(8) == 0) return ready("r" + number, 1, host, later);
        return failed("r" + number, 1, host, random.nextBoolean() ? NO_START : infra("ssh-unreachable"), later);
    }

    /** In a run of its own, at that hour. */
    private static Evidence night(int host) {
        return failed("r" + host, 1, host, NO_START, Duration.ofHours(host));
    }

    private static Set<AttemptKey> withdrawn(Evidence... known) {
        return CommonCause.withdrawn(List.of(known));
    }
}
