package io.vastctl.guard.loop;

import io.vastctl.guard.GpuReading;
import io.vastctl.guard.Telemetry;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** The least that every driver knows of a card: its name, the temperature of its chip, how busy it is. */
public final class PlainGpuWatch implements GpuWatch {

    private static final String PROBE = "guard-gpu";
    private static final String QUERY =
            "nvidia-smi --query-gpu=name,temperature.gpu,utilization.gpu --format=csv,noheader,nounits";

    @Override
    public List<Probe> probes() {
        return List.of(Probe.run(PROBE, QUERY, Duration.ofSeconds(9)));
    }

    @Override
    public Telemetry read(ProbeReport report) {
        if (!report.succeeded(PROBE)) {
            String said = (report.stdout(PROBE) + report.stderr(PROBE)).strip();
            return new Telemetry.Lost("nvidia-smi: "
                    + (said.isEmpty()
                            ? "no answer in time"
                            : said.lines().findFirst().orElse("")));
        }
        List<GpuReading> cards = new ArrayList<>();
        report.stdout(PROBE)
                .lines()
                .map(line -> line.split(",", -1))
                .forEach(fields -> card(fields).ifPresent(cards::add));
        return cards.isEmpty() ? new Telemetry.Lost("nvidia-smi names no card") : new Telemetry.Read(cards, List.of());
    }

    private static Optional<GpuReading> card(String[] fields) {
        if (fields.length != 3) return Optional.empty();
        return Optional.of(new GpuReading(
                fields[0].strip(),
                number(fields[1]),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Set.of(),
                OptionalLong.empty(),
                false,
                number(fields[2]),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty()));
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
