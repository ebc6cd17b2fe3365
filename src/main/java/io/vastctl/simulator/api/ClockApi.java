package io.vastctl.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.ServedTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code /simulator/clock}: shows the clock of a served market, and lets clients lead it. No key is asked
 * for, and nothing here takes market time by itself. Every answer but an error is the same document:
 *
 * <pre>{"clock":"2026-11-01T12:04:11.310Z","seed":1,"speed":1.0,"ledSpeed":100.0,"scenario":"ordinary",
 * "flowing":true,"leaders":0}</pre>
 *
 * <ul>
 *   <li>{@code GET /simulator/clock}
 *   <li>{@code POST /simulator/clock/lead {"leader":NAME}} leads, or says that NAME still does
 *   <li>{@code POST /simulator/clock/release {"leader":NAME}} leads no more
 *   <li>{@code POST /simulator/clock/sleep {"millis":N}} or {@code {"until":INSTANT}} moves the clock ahead;
 *       the second may be repeated without harm. No leader is needed.
 * </ul>
 */
public final class ClockApi {

    static final String PATH = "/simulator/clock";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A sleep cannot be called off, so a slip of the finger must not make it last for ever. */
    private static final Duration LONGEST_SLEEP = Duration.ofDays(31);

    private final ServedTime time;
    private final String scenario;
    private final long seed;

    /** The clock of a market of that scenario and seed. */
    public ClockApi(ServedTime time, String scenario, long seed) {
        this.time = time;
        this.scenario = scenario;
        this.seed = seed;
    }

    boolean takes(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    /** The market is in use: its clock begins to flow. */
    void begin() {
        time.begin();
    }

    Answer answer(String method, String path, String body) {
        try {
            return switch (method + " " + path) {
                case "GET " + PATH -> Answer.ok(document());
                case "POST " + PATH + "/lead" -> lead(body);
                case "POST " + PATH + "/release" -> release(body);
                case "POST " + PATH + "/sleep" -> sleep(body);
                default -> ApiError.answer(404, "not_found", "no such endpoint: " + method + " " + path);
            };
        } catch (IllegalArgumentException e) {
            return ApiError.answer(400, "invalid_request", String.valueOf(e.getMessage()));
        }
    }

    private Answer lead(String body) {
        time.lead(leader(body));
        return Answer.ok(document());
    }

    private Answer release(String body) {
        time.release(leader(body));
        return Answer.ok(document());
    }

    private Answer sleep(String body) {
        Instant now = time.instant();
        Instant end = end(parse(body), now);
        if (Duration.between(now, end).compareTo(LONGEST_SLEEP) > 0)
            throw new IllegalArgumentException("at most " + LONGEST_SLEEP.toDays() + " days at once");
        try {
            time.sleepUntil(end);
        } catch (InterruptedException e) {
            // The server is being closed.
            Thread.currentThread().interrupt();
            return Answer.noAnswer();
        }
        return Answer.ok(document());
    }

    private static Instant end(JsonNode body, Instant now) {
        JsonNode millis = body.path("millis");
        if (millis.isNumber() && millis.decimalValue().signum() >= 0) return now.plus(exact(millis.decimalValue()));
        try {
            return Instant.parse(body.path("until").asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected {\"millis\":N} or {\"until\":\"2026-11-01T12:00:00Z\"}", e);
        }
    }

    private static Duration exact(BigDecimal millis) {
        BigDecimal longest = BigDecimal.valueOf(LONGEST_SLEEP.toMillis() + 1);
        return Duration.ofNanos(millis.min(longest).movePointRight(6).longValue());
    }

    private static String leader(String body) {
        String leader = parse(body).path("leader").asText();
        if (leader.isBlank()) throw new IllegalArgumentException("expected {\"leader\":\"a name of your own\"}");
        return leader;
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected JSON", e);
        }
    }

    private ObjectNode document() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("clock", time.instant().toString())
                .put("seed", seed)
                .put("speed", time.speed())
                .put("ledSpeed", time.ledSpeed())
                .put("scenario", scenario)
                .put("flowing", time.flowing())
                .put("leaders", time.leaders());
    }
}
