package io.vastctl.guard.loop;

import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.Telemetry;
import io.vastctl.guard.ThermalRules;
import io.vastctl.guard.telemetry.CardLimits;
import io.vastctl.guard.telemetry.TelemetryProbes;
import io.vastctl.guard.telemetry.TelemetryReading;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cards' own telemetry and their own limits, by {@code nvidia-smi}. */
public final class SmiWatch implements GpuWatch {

    @Override
    public List<Probe> probes() {
        return TelemetryProbes.look();
    }

    @Override
    public Telemetry read(ProbeReport report) {
        return TelemetryReading.of(report);
    }

    @Override
    public List<Probe> limitProbes() {
        return List.of(TelemetryProbes.limits());
    }

    @Override
    public Optional<Map<String, HeatLimits>> limits(ProbeReport report) {
        return CardLimits.of(report, ThermalRules.STANDARD::limits);
    }
}
