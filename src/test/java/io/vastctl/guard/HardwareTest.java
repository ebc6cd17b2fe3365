package io.vastctl.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareTest {

    @Test
    void aFaultTextCountsPerLookAndASoundLookEndsIt() {
        Telemetry lost = read(card(OptionalLong.empty(), false, Optional.of("[GPU is lost]")));
        Hardware twice = Hardware.next(Hardware.next(Hardware.UNKNOWN, lost), lost);
        assertThat(twice.faultyLooks()).isEqualTo(2);
        assertThat(twice.evidence()).contains("[GPU is lost]");
        assertThat(Hardware.next(twice, new Telemetry.Lost("timeout"))).isEqualTo(twice);
        assertThat(Hardware.next(twice, read(card(OptionalLong.empty(), false, Optional.empty())))
                        .faultyLooks())
                .isZero();
    }

    @Test
    void onlyNewMemoryErrorsCount() {
        Hardware first = Hardware.next(Hardware.UNKNOWN, read(card(OptionalLong.of(7), false, Optional.empty())));
        assertThat(first.faultyLooks()).isZero();
        Hardware more = Hardware.next(first, read(card(OptionalLong.of(8), false, Optional.empty())));
        assertThat(more.evidence()).contains("from 7 to 8");
    }

    @Test
    void rowsToBeRemappedCount() {
        assertThat(Hardware.next(Hardware.UNKNOWN, read(card(OptionalLong.empty(), true, Optional.empty())))
                        .faultyLooks())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"79,1,1", "48,1,1", "13,1,0", "31,1,0", "63,1,0", "94,1,0", "74,1,0", "74,2,1"})
    void xidsCountIfTheyMeanBrokenHardware(int xid, int cards, int faulty) {
        GpuReading sound = GpuReading.ofCore("L40S", 50);
        Telemetry look = new Telemetry.Read(Collections.nCopies(cards, sound), List.of(xid));
        assertThat(Hardware.next(Hardware.UNKNOWN, look).faultyLooks()).isEqualTo(faulty);
    }

    @Test
    void aMaskOfThrottleReasonsIsReadBitByBit() {
        assertThat(Throttle.of(0x64))
                .containsExactlyInAnyOrder(
                        Throttle.SOFTWARE_POWER_CAP, Throttle.SOFTWARE_THERMAL, Throttle.HARDWARE_THERMAL);
        assertThat(Throttle.of(0x8000)).isEmpty();
    }

    private static Telemetry read(GpuReading card) {
        return new Telemetry.Read(List.of(card), List.of());
    }

    private static GpuReading card(OptionalLong ecc, boolean remap, Optional<String> fault) {
        OptionalDouble none = OptionalDouble.empty();
        return new GpuReading(
                "L40S",
                none,
                none,
                none,
                none,
                Set.of(),
                ecc,
                remap,
                none,
                OptionalLong.empty(),
                OptionalLong.empty(),
                fault);
    }
}
