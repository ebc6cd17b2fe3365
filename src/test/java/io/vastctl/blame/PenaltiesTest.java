package io.vastctl.blame;

import static io.vastctl.blame.Cases.BROKEN;
import static io.vastctl.blame.Cases.STALL;
import static io.vastctl.blame.Cases.START;
import static io.vastctl.blame.Cases.charge;
import static io.vastctl.blame.Cases.failed;
import static io.vastctl.blame.Cases.infra;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PenaltiesTest {

    @Test
    void eachReturnBarsLongerAndTheFourthForGood() {
        List<Penalty> penalties = Penalties.of(List.of(
                charge(BROKEN, Duration.ZERO),
                charge(BROKEN, Duration.ofDays(2)),
                charge(BROKEN, Duration.ofDays(10)),
                charge(BROKEN, Duration.ofDays(50))));

        assertThat(penalties).extracting(Penalty::strike).containsExactly(1, 2, 3, 4);
        assertThat(penalties)
                .extracting(Penalty::expiresAt)
                .containsExactly(
                        Optional.of(START.plus(Duration.ofDays(1))),
                        Optional.of(START.plus(Duration.ofDays(9))),
                        Optional.of(START.plus(Duration.ofDays(40))),
                        Optional.empty());
    }

    @Test
    @Timeout(20)
    void aMachineThatFailedAHundredThousandTimesIsJudgedInSeconds() {
        List<Charge> charges = IntStream.range(0, 100_000)
                .mapToObj(second -> charge(BROKEN, Duration.ofSeconds(second)))
                .toList();

        Penalty only = Penalties.of(charges).get(0);

        assertThat(only.charges()).isEqualTo(charges);
        assertThat(only.strike()).isEqualTo(1);
        assertThat(only.expiresAt()).contains(START.plusSeconds(99_999).plus(Duration.ofDays(1)));
    }

    @Test
    void aStallBarsForADayAndIsNoStrikeHoweverOften() {
        List<Penalty> penalties = Penalties.of(List.of(
                charge(STALL, Duration.ZERO), charge(STALL, Duration.ofDays(2)), charge(STALL, Duration.ofDays(4))));

        assertThat(penalties).extracting(Penalty::strike).containsOnly(0);
        assertThat(penalties.get(2).expiresAt()).contains(START.plus(Duration.ofDays(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-ratelimit", "hf-429"})
    void aQuotaThatFillsUpAgainBarsForHoursAndIsNoStrike(String signature) {
        Penalty penalty =
                Penalties.of(List.of(charge(infra(signature), Duration.ZERO))).get(0);

        assertThat(penalty.strike()).isZero();
        assertThat(penalty.expiresAt()).contains(START.plus(Duration.ofHours(6)));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"OFFER_GONE", "WORKLOAD_FATAL", "ACCOUNT", "LIMIT", "UNKNOWN"})
    void whatIsNobodysFaultChargesNobody(FailureClass innocent) {
        Failure failure = new Failure(innocent, "x", Phase.SSH, "");

        assertThat(Charge.of(failed("r", 1, 1, failure, Duration.ZERO))).isEmpty();
    }

    @Test
    void anIncompatibilityIsChargedToTheMachineForThatWorkloadAlone() {
        Failure unsuited = new Failure(FailureClass.WORKLOAD_INCOMPATIBLE, "too-old", Phase.MODEL_LOAD, "");

        assertThat(charge(unsuited, Duration.ZERO).accused())
                .isEqualTo(new Charge.Accused(10, Optional.of("tinyllama")));
        assertThat(Penalties.of(List.of(charge(BROKEN, Duration.ZERO), charge(unsuited, Duration.ofDays(3)))))
                .extracting(Penalty::strike)
                .as("a record of its own")
                .containsExactly(1, 1);
    }

    @Test
    void aMachineThatIsBackIsOnParoleUntilItWorks() {
        Penalty penalty = Penalties.of(List.of(charge(BROKEN, Duration.ZERO))).get(0);

        assertThat(penalty.onParoleAt(START.plus(Duration.ofHours(5)), Optional.empty()))
                .isFalse();
        assertThat(penalty.onParoleAt(START.plus(Duration.ofDays(2)), Optional.empty()))
                .isTrue();
        assertThat(penalty.onParoleAt(START.plus(Duration.ofDays(2)), Optional.of(START.minusSeconds(1))))
                .isTrue();
        assertThat(penalty.onParoleAt(START.plus(Duration.ofDays(4)), Optional.of(START.plus(Duration.ofDays(3)))))
                .isFalse();
        assertThat(Penalties.of(List.of(charge(STALL, Duration.ZERO)))
                        .get(0)
                        .onParoleAt(START.plus(Duration.ofDays(2)), Optional.empty()))
                .as("a stall is no strike")
                .isFalse();
    }

    @Test
    void theOrderOfTheEvidenceDoesNotMatter() {
        Random random = new Random(20261122);
        for (int round = 0; round < 500; round++) {
            List<Charge> charges = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) charges.add(anyCharge(random, i));
            List<Penalty> expected = Penalties.of(charges);

            Collections.shuffle(charges, random);

            assertThat(Penalties.of(charges)).isEqualTo(expected);
        }
    }

    @Test
    void oneMoreFailureNeverLetsAMachineGoEarlier() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<Charge> charges = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) charges.add(ofMachineOne(random, i));
            List<Charge> more = new ArrayList<>(charges);
            more.add(ofMachineOne(random, 99));

            int highest = highest(Penalties.of(charges));

            assertThat(highest(Penalties.of(more))).isGreaterThanOrEqualTo(highest);
        }
    }

    private static int highest(List<Penalty> penalties) {
        return penalties.stream().mapToInt(Penalty::strike).max().orElse(0);
    }

    private static Charge ofMachineOne(Random random, int number) {
        return Charge.of(failed("r", number, 1, anyFailure(random), Duration.ofHours(random.nextInt(2000))))
                .orElseThrow();
    }

    /** Few hours and few machines, so that many fall together. */
    private static Charge anyCharge(Random random, int number) {
        return Charge.of(failed(
                        "r" + random.nextInt(3),
                        number,
                        1 + random.nextInt(2),
                        anyFailure(random),
                        Duration.ofHours(random.nextInt(100))))
                .orElseThrow();
    }

    private static Failure anyFailure(Random random) {
        return List.of(BROKEN, STALL, infra("docker-ratelimit"), infra("ssh-lost"))
                .get(random.nextInt(4));
    }
}
