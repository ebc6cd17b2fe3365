package io.vastctl.simulator.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a served market says of its clock.
 *
 * @param now the market's time
 * @param ledSpeed simulated seconds per real second for those who wait on it, above 0
 */
record ClockReading(Instant now, long seed, double ledSpeed, String scenario) {

    /** @throws IOException if this is no market's clock */
    static ClockReading of(ObjectNode json) throws IOException {
        double ledSpeed = json.path("ledSpeed").asDouble(0);
        boolean complete = json.path("seed").isIntegralNumber()
                && json.path("seed").canConvertToLong()
                && json.path("scenario").isTextual()
                && json.path("flowing").isBoolean();
        if (!complete || !(ledSpeed > 0) || Double.isInfinite(ledSpeed)) throw new IOException("no market's clock");
        try {
            Instant now = Instant.parse(json.path("clock").asText());
            return new ClockReading(
                    now,
                    json.path("seed").asLong(),
                    ledSpeed,
                    json.path("scenario").asText());
        } catch (DateTimeException e) {
            throw new IOException("no market's clock", e);
        }
    }
}
