package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.NOW;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vastctl.guard.HeatLimits.Band;
import io.vastctl.guard.Telemetry.Lost;
import io.vastctl.guard.Telemetry.Read;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeatTest {

    private static final ThermalRules RULES = ThermalRules.STANDARD;
    private static final String CARD = "NVIDIA GeForce RTX 3090"; // warm 93, hot 95, critical 97

    @Test
    void oneHotReadingIsNoHotMachineButHalfAMinuteOfThemIs() {
        assertThat(after(94.8, 95).level()).isEqualTo(HeatLevel.COOL);
        assertThat(after(94.8, 95, 95, 95).level()).isEqualTo(HeatLevel.COOL);
        assertThat(after(94.8, 95, 95, 95, 95).level()).isEqualTo(HeatLevel.HOT);
        assertThat(after(95, 95, 94.8, 95, 95).level()).isEqualTo(HeatLevel.COOL);
    }

    @Test
    void aMinuteOfWarmReadingsIsAWarmMachine() {
        assertThat(after(93, 93, 93, 93, 93, 93).level()).isEqualTo(HeatLevel.COOL);
        assertThat(after(93, 93, 93, 93, 93, 93, 93).level()).isEqualTo(HeatLevel.WARM);
    }

    @Test
    void aCriticalReadingCountsAtOnceAndStays() {
        assertThat(after(60, 97).level()).isEqualTo(HeatLevel.CRITICAL);
        assertThat(after(60, 97, 40, 40).level()).isEqualTo(HeatLevel.CRITICAL);
    }

    @Test
    void itCountsAsCoolerOnlyAfterThreeMinutesWellBelow() {
        Heat hot = after(95, 95, 95, 95);
        Heat near = hot;
        for (int i = 1; i <= 30; i++) near = next(near, core(93), 30 + 10 * i);
        assertThat(near.level()).isEqualTo(HeatLevel.HOT);
        Heat below = hot;
        for (int i = 1; i <= 18; i++) below = next(below, core(80), 30 + 10 * i);
        assertThat(below.level()).isEqualTo(HeatLevel.HOT);
        assertThat(next(below, core(80), 220).level()).isEqualTo(HeatLevel.COOL);
    }

    @Test
    void aWarmMachineThatWillSoonBeCriticalIsHotAtOnce() {
        assertThat(after(90, 93).level()).isEqualTo(HeatLevel.HOT);
        assertThat(after(93, 93.1).level()).isEqualTo(HeatLevel.COOL);
    }

    @Test
    void lostTelemetryOnAHotMachineCountsAsHot() {
        Heat hot = after(95, 95);
        Heat lost = next(next(next(hot, new Lost("timeout"), 20), new Lost("timeout"), 30), new Lost("timeout"), 40);

        assertThat(lost.level()).isEqualTo(HeatLevel.HOT);
        assertThat(next(lost, new Lost("timeout"), 9999).level()).isEqualTo(HeatLevel.HOT);
    }

    @Test
    void andAsCriticalIfItWasRisingFast() {
        assertThat(next(after(90, 96), new Lost("timeout"), 20).level()).isEqualTo(HeatLevel.CRITICAL);
    }

    @Test
    void lostTelemetryOnACoolMachineChangesNothing() {
        assertThat(next(after(80, 85), new Lost("timeout"), 20).level()).isEqualTo(HeatLevel.COOL);
    }

    @Test
    void numbersThatNoCardShowsAreNoReading() {
        for (double nonsense : new double[] {Double.NaN, 511, -273, Double.POSITIVE_INFINITY})
            assertThat(next(after(60), core(nonsense), 10)).isEqualTo(next(after(60), new Lost(""), 10));
    }

    @Test
    void theMarginOfAMarginCardAndTheMemoryCountToo() {
        assertThat(next(Heat.UNKNOWN, card("NVIDIA H100 80GB HBM3", 59, 48, 26), 0)
                        .seen())
                .isEqualTo(HeatLevel.COOL);
        assertThat(next(Heat.UNKNOWN, card("NVIDIA H100 80GB HBM3", 59, 48, 3), 0)
                        .seen())
                .isEqualTo(HeatLevel.WARM);
        assertThat(next(Heat.UNKNOWN, card("NVIDIA H100 80GB HBM3", 59, 48, 0), 0)
                        .seen())
                .isEqualTo(HeatLevel.HOT);
        assertThat(next(Heat.UNKNOWN, card("NVIDIA H100 80GB HBM3", 59, 48, -7), 0)
                        .level())
                .isEqualTo(HeatLevel.CRITICAL);
        assertThat(next(Heat.UNKNOWN, card("NVIDIA H100 80GB HBM3", 59, 103, 26), 0)
                        .level())
                .isEqualTo(HeatLevel.CRITICAL);
    }

    @Test
    void theHottestCardCounts() {
        Telemetry two = new Read(List.of(GpuReading.ofCore(CARD, 60), GpuReading.ofCore(CARD, 98)), List.of());
        assertThat(next(Heat.UNKNOWN, two, 0).level()).isEqualTo(HeatLevel.CRITICAL);
    }

    @Test
    void theOperatorsOwnLimitsOutrankTheTable() {
        HeatLimits own = new HeatLimits(new Band(60, 65, 70), new Band(95, 98, 103), new Band(3, 0, -4));
        ThermalRules rules = new ThermalRules(
                Map.of("rtx 3090", own),
                ofSeconds(60),
                ofSeconds(30),
                ofSeconds(180),
                3,
                3,
                ofSeconds(120),
                ofSeconds(900));

        assertThat(rules.limits(CARD)).isEqualTo(own);
        assertThat(rules.limits("NVIDIA GeForce RTX 3080").core().critical()).isEqualTo(97);
        assertThat(rules.limits("Some future card")).isEqualTo(HeatTable.UNKNOWN_CARD);
    }

    @Test
    void aHotterLastReadingNeverCountsAsMilder() {
        for (long seed = 1; seed <= 3000; seed++) {
            Random random = new Random(seed);
            Heat heat = Heat.UNKNOWN;
            int second = 0;
            for (int i = random.nextInt(30); i > 0; i--)
                heat = next(heat, any(random), second += 5 + random.nextInt(60));
            second += 5 + random.nextInt(200);
            HeatLevel before = HeatLevel.COOL;
            for (double degrees = 80; degrees < 100; degrees += 0.5) {
                HeatLevel level = next(heat, core(degrees), second).level();
                if (level.compareTo(before) < 0) fail("seed " + seed + " at " + degrees + ": " + level);
                before = level;
            }
        }
    }

    private static Telemetry any(Random random) {
        return random.nextInt(6) == 0 ? new Lost("timeout") : core(84 + random.nextInt(13));
    }

    /** Readings ten seconds apart. */
    private static Heat after(double... degrees) {
        Heat heat = Heat.UNKNOWN;
        for (int i = 0; i < degrees.length; i++) heat = next(heat, core(degrees[i]), 10 * i);
        return heat;
    }

    private static Heat next(Heat before, Telemetry telemetry, int second) {
        return Heat.next(before, telemetry, RULES, NOW.plusSeconds(second));
    }

    private static Telemetry core(double degrees) {
        return new Read(List.of(GpuReading.ofCore(CARD, degrees)), List.of());
    }

    private static Telemetry card(String name, double core, double memory, double margin) {
        GpuReading plain = GpuReading.ofCore(name, core);
        return new Read(
                List.of(new GpuReading(
                        name,
                        plain.core(),
                        OptionalDouble.of(memory),
                        OptionalDouble.of(margin),
                        plain.watts(),
                        plain.throttles(),
                        plain.uncorrectedEcc(),
                        false,
                        plain.utilisation(),
                        plain.memoryUsedMib(),
                        plain.memoryTotalMib(),
                        plain.fault())),
                List.of());
    }

    @Test
    void whatACardTellsOfItselfOutranksTheTableAndTheOperatorOutranksBoth() {
        HeatLimits told = new HeatLimits(
                new HeatLimits.Band(70, 74, 78), new HeatLimits.Band(95, 98, 103), new HeatLimits.Band(3, 0, -4));
        Telemetry.Read hot = new Telemetry.Read(List.of(GpuReading.ofCore("RTX 4090", 79)), List.of())
                .within(Map.of("RTX 4090", told));
        Telemetry.Read other = new Telemetry.Read(List.of(GpuReading.ofCore("RTX 3090", 79)), List.of())
                .within(Map.of("RTX 4090", told));

        assertThat(level(hot, ThermalRules.STANDARD)).isEqualTo(HeatLevel.CRITICAL);
        assertThat(level(other, ThermalRules.STANDARD)).isEqualTo(HeatLevel.COOL);
        assertThat(level(hot, ownLimits(new HeatLimits(new HeatLimits.Band(80, 85, 90), told.memory(), told.margin()))))
                .isEqualTo(HeatLevel.COOL);
    }

    private static ThermalRules ownLimits(HeatLimits own) {
        ThermalRules rules = ThermalRules.STANDARD;
        return new ThermalRules(
                Map.of("4090", own),
                rules.warmFor(),
                rules.hotFor(),
                rules.coolFor(),
                rules.hysteresis(),
                rules.fastRise(),
                rules.foresight(),
                rules.hotPatience());
    }

    private static HeatLevel level(Telemetry.Read read, ThermalRules rules) {
        return Heat.next(Heat.UNKNOWN, read, rules, Instant.parse("2026-11-01T12:00:00Z"))
                .seen();
    }
}
