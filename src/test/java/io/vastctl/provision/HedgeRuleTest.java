package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.PhaseSpread;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a start counts as slow. */
final class HedgeRuleTest {

    private static final HedgeRule RULE = rule(10);

    private static HedgeRule rule(int count) {
        return new HedgeRule(Map.of(
                Phase.IMAGE_PULL,
                new PhaseSpread(Phase.IMAGE_PULL, Duration.ofSeconds(60), Duration.ofSeconds(100), count),
                Phase.API_UP,
                new PhaseSpread(Phase.API_UP, Duration.ofSeconds(2), Duration.ofSeconds(5), count)));
    }

    @Test
    void isSlowOnceItTakesLongerThanNineOfTen() {
        assertThat(RULE.slow(Phase.IMAGE_PULL, Duration.ofSeconds(100))).isEmpty();
        assertThat(RULE.slow(Phase.IMAGE_PULL, Duration.ofSeconds(101)))
                .contains(new Slowness(Phase.IMAGE_PULL, Duration.ofSeconds(101), Duration.ofSeconds(100), 10));
    }

    @Test
    void aShortPhaseIsNotSlowBeforeANewStartCouldHavePassedIt() {
        assertThat(RULE.slow(Phase.API_UP, Duration.ofSeconds(62))).isEmpty();
        assertThat(RULE.slow(Phase.API_UP, Duration.ofSeconds(63))).isPresent();
    }

    @Test
    void nothingIsKnownOfAPhaseThatWasNeverSeen() {
        assertThat(RULE.slow(Phase.SSH, Duration.ofHours(1))).isEmpty();
    }

    @Test
    void nineStartsAreTooFew() {
        assertThat(rule(9).isUsable()).isFalse();
        assertThat(rule(9).slow(Phase.IMAGE_PULL, Duration.ofHours(1))).isEmpty();
        assertThat(RULE.isUsable()).isTrue();
        assertThat(new HedgeRule(Map.of()).isUsable()).isFalse();
    }

    @Test
    void aTypicalStartIsTheSumOfTheMedians() {
        assertThat(RULE.typicalStart()).isEqualTo(Duration.ofSeconds(62));
    }
}
