package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PenaltyTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"0,1,1", "1,2,7", "2,3,30"})
    void eachStrikeBarsForLonger(int before, int strike, int days) {
        assertThat(Penalty.first(infra("docker-cdi"), before, NOW))
                .isEqualTo(new Penalty(strike, Optional.of(NOW.plus(Duration.ofDays(days)))));
    }

    @Test
    void afterTheThirdStrikeOnlyAPersonEndsTheBar() {
        assertThat(Penalty.first(infra("docker-cdi"), 3, NOW).expiresAt()).isEmpty();
    }

    @Test
    void aStallIsOneDayAndNoStrike() {
        Failure stall = new Failure(FailureClass.STALLED, "no-progress", Phase.IMAGE_PULL, "");

        assertThat(Penalty.first(stall, 2, NOW)).isEqualTo(new Penalty(0, Optional.of(NOW.plus(Duration.ofDays(1)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-ratelimit", "hf-429"})
    void aQuotaThatFillsUpAgainIsHoursAndNoStrike(String signature) {
        assertThat(Penalty.first(infra(signature), 3, NOW))
                .isEqualTo(new Penalty(0, Optional.of(NOW.plus(Duration.ofHours(6)))));
    }

    private static Failure infra(String signature) {
        return new Failure(FailureClass.INFRA_FATAL, signature, Phase.IMAGE_PULL, "");
    }
}
