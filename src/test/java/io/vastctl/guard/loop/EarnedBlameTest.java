package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Heat;
import io.vastctl.guard.HeatLevel;
import io.vastctl.guard.Life;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Rule;
import io.vastctl.guard.Sight;
import io.vastctl.instance.Instance;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EarnedBlameTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static Heat heat(boolean lost) {
        return new Heat(
                HeatLevel.CRITICAL,
                HeatLevel.CRITICAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.of(-1),
                OptionalDouble.of(95),
                0,
                Optional.of(NOW),
                lost);
    }

    private static Rental rental(boolean lost, Optional<Instant> contractEnd) {
        Rental first = Loops.rental(7);
        return new Rental(
                first.instanceId(),
                first.label(),
                first.endpoint(),
                OptionalLong.of(9),
                NOW.minus(Duration.ofHours(3)),
                0.3,
                Life.STOPPED,
                NOW.minus(Duration.ofMinutes(12)),
                first.duty(),
                heat(lost),
                first.hardware(),
                first.health(),
                Map.of(),
                Optional.empty(),
                contractEnd,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Observation seen(OptionalDouble balance) {
        return new Observation(
                NOW,
                new Sight.Sees(),
                new Purse(balance, OptionalDouble.empty(), 0, 0),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Optional<Failure> blame(Rule rule) {
        return EarnedBlame.of(
                rule,
                "why",
                rental(false, Optional.empty()),
                Optional.of(shown("running")),
                seen(OptionalDouble.of(9)));
    }

    private static Instance shown(String intended) {
        return Loops.instance(7, Optional.of("exited"), Optional.of(intended));
    }

    private static Optional<Failure> stopped(String intended, double balance, Optional<Instant> end) {
        return EarnedBlame.of(
                Rule.STOPPED,
                "why",
                rental(false, end),
                Optional.of(shown(intended)),
                seen(OptionalDouble.of(balance)));
    }

    @Test
    void whatTheMachineDidCountsAgainstItWithTheReasonAsEvidence() {
        assertThat(blame(Rule.CRITICAL_HEAT).orElseThrow().signature()).isEqualTo("serving-critical-heat");
        assertThat(blame(Rule.HOT).orElseThrow().signature()).isEqualTo("serving-hot");
        assertThat(blame(Rule.BROKEN_HARDWARE).orElseThrow().signature()).isEqualTo("serving-broken-hardware");
        assertThat(blame(Rule.OFFLINE).orElseThrow().signature()).isEqualTo("serving-offline");
        assertThat(blame(Rule.STOPPED).orElseThrow().signature()).isEqualTo("serving-stopped");
        assertThat(blame(Rule.STOPPED).orElseThrow().evidence()).isEqualTo("why");
    }

    @Test
    void aRentalThatDoesNotComeUpCountsSoftly() {
        assertThat(blame(Rule.STUCK_START).orElseThrow().failureClass()).isEqualTo(FailureClass.STALLED);
    }

    @ParameterizedTest
    @EnumSource
    void onlyRulesThatNameAFailureOfTheMachineBlameIt(Rule rule) {
        boolean fails = rule.failure()
                .filter(failure -> failure != FailureClass.UNKNOWN)
                .isPresent();

        assertThat(blame(rule).isPresent()).isEqualTo(fails);
        blame(rule).ifPresent(failure -> assertThat(rule.failure()).contains(failure.failureClass()));
    }

    @Test
    void heatThatIsAssumedBecauseTelemetryIsLostBlamesNobody() {
        for (Rule rule : List.of(Rule.HOT, Rule.CRITICAL_HEAT))
            assertThat(EarnedBlame.of(
                            rule,
                            "why",
                            rental(true, Optional.empty()),
                            Optional.of(shown("running")),
                            seen(OptionalDouble.of(9))))
                    .isEmpty();
    }

    @Test
    void whatWasAskedToStopOrRanOutOfCreditOrContractDidNotFail() {
        assertThat(stopped("running", 9, Optional.empty())).isPresent();
        assertThat(stopped("stopped", 9, Optional.empty())).isEmpty();
        assertThat(stopped("running", 0, Optional.empty())).isEmpty();
        assertThat(stopped("running", 9, Optional.of(NOW))).isEmpty();
        assertThat(stopped("running", 9, Optional.of(NOW.plusSeconds(1)))).isPresent();
    }

    @Test
    void aRentalThatNoListingHasShownBlamesNobodyForStopping() {
        assertThat(EarnedBlame.of(
                        Rule.STOPPED,
                        "why",
                        rental(false, Optional.empty()),
                        Optional.empty(),
                        seen(OptionalDouble.of(9))))
                .isEmpty();
    }
}
