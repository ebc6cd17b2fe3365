package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.ranking.Constant;
import io.vastctl.ranking.Constants;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankingSettingsTest {

    @Test
    void withoutConfigurationTheStandardCounts() {
        assertThat(RankingSettings.constants(settings(Map.of()))).isEqualTo(Constants.STANDARD);
    }

    @ParameterizedTest
    @EnumSource
    void everyConstantIsASetting(Constant constant) {
        assertThat(Settings.byKey("ranking-" + constant.id()).defaultValue()).isEqualTo(constant.standard());
    }

    @Test
    void oneIsSetLikeAnyOtherSetting() {
        Constants constants = RankingSettings.constants(settings(Map.of("VASTCTL_RANKING_HALF_LIFE_DAYS", "14")));

        assertThat(constants.get(Constant.HALF_LIFE_DAYS)).isEqualTo(14);
        assertThat(constants.get(Constant.PRIOR_MEAN)).isEqualTo(0.75);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> RankingSettings.constants(settings(Map.of("VASTCTL_RANKING_PRIOR_MEAN", "1"))))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("environment VASTCTL_RANKING_PRIOR_MEAN: \"1\" is not a value for ranking-prior-mean,"
                        + " expected a number from 0.01 to 0.99");
        assertThatThrownBy(() -> RankingSettings.constants(settings(Map.of("VASTCTL_RANKING_HOST_STRENGTH", "6"))))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("ranking-host-strength (6.0) must not be above ranking-market-strength (5.0);"
                        + " see vastctl config list");
    }

    @Test
    void constantsUnderWhichAFailureCouldRaiseAMachineAreRefused() {
        assertThatThrownBy(() -> RankingSettings.constants(settings(Map.of("VASTCTL_RANKING_LEAST_MARKET", "0.3"))))
                .isInstanceOf(BadSettingException.class)
                .hasMessageStartingWith("ranking-least-market x ranking-market-strength must not be below");
    }

    private static Settings settings(Map<String, String> environment) {
        return new Settings(environment, key -> Optional.empty(), Path.of("no-such-file.yaml"));
    }
}
