package io.vastctl.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0.98, 0.98, 0.98",
        "0.97996, 0.9799, 0.98",
        "0.29, 0.29, 0.29",
        "1.00001, 1, 1.0001",
        "24564, 24564, 24564",
        "0.0005, 0.0005, 0.0005",
        "0, 0, 0",
        "-0.25, -0.25, -0.25",
        "-0.00001, -0.0001, 0"
    })
    void roundsInTheDirectionAskedForAndDropsTrailingZeros(double value, String down, String up) {
        assertThat(Decimals.textDown(value)).isEqualTo(down);
        assertThat(Decimals.textUp(value)).isEqualTo(up);
        assertThat(Decimals.down(value)).isEqualTo(Double.parseDouble(down));
        assertThat(Math.abs(Decimals.up(value))).isEqualTo(Math.abs(Double.parseDouble(up)));
    }
}
