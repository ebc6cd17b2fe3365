package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {

    @ParameterizedTest
    @ValueSource(strings = {"calm", "ordinary", "hostile"})
    void eachBuiltInFileNamesEveryFault(String name) {
        Scenario scenario = Scenario.named(name);

        assertThat(scenario.rates()).containsOnlyKeys(Fault.values());
        assertThat(scenario.searchLimit()).isGreaterThanOrEqualTo(64);
    }

    @Test
    void hostileIsWorseThanOrdinaryInEverything() {
        Scenario ordinary = Scenario.named("ordinary");
        Scenario hostile = Scenario.named("hostile");

        assertThat(Fault.values()).allMatch(fault -> hostile.rate(fault) >= ordinary.rate(fault));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Scenario.named("stormy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown scenario 'stormy'; there are calm, ordinary, hostile");
    }
}
