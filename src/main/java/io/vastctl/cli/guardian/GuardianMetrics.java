package io.vastctl.cli.guardian;

import io.vastctl.cli.text.MetricsText;
import java.time.Instant;
import java.util.Optional;

/**
 * A guardian's rounds in figures.
 *
 * @param rounds since the process began
 * @param last empty before the first one
 */
record GuardianMetrics(long rounds, Optional<Last> last) {

    static final GuardianMetrics NOTHING = new GuardianMetrics(0, Optional.empty());

    /**
     * The round that was over last.
     *
     * @param guarded instances in the file
     * @param gone those that had expired and are proven gone
     * @param unproven those that had expired and may still run
     */
    record Last(Instant at, int guarded, int gone, int unproven) {}

    GuardianMetrics with(Last round) {
        return new GuardianMetrics(rounds + 1, Optional.of(round));
    }

    /** In Prometheus' text format. */
    String text() {
        MetricsText text = new MetricsText("vastctl_guardian_");
        text.counter("looks_total", "Looks since this process began.").sample(rounds);
        last.ifPresent(round -> {
            text.gauge("last_look_timestamp_seconds", "When the last look ended, in seconds since 1970.")
                    .sample(round.at().toEpochMilli() / 1000.0);
            text.gauge("instances", "Instances of the file, by what was found at the last look.")
                    .sample((long) round.guarded() - round.gone() - round.unproven(), "verdict", "not_expired")
                    .sample((long) round.gone(), "verdict", "destroyed")
                    .sample((long) round.unproven(), "verdict", "not_proven_gone");
        });
        return text.toString();
    }
}
