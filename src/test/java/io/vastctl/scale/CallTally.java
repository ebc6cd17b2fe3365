package io.vastctl.scale;

import io.vastctl.endpoint.Wire;
import io.vastctl.readiness.EndpointCheck.Knock;
import io.vastctl.simulator.NearMarket;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what a marketplace gets, per kind of call and minute of its clock, on the way there: repeats and what it refuses
 * are counted too. Traffic to boxes and servers passes uncounted. For one thread at a time.
 */
public final class CallTally implements Wire {

    /** The kinds of calls, by the documented least interval between two of them (Vast.ai, "Rate limits and errors"). */
    public enum Kind {
        /** Ten in any minute. */
        SEARCH("search", 6),
        CREATE("create", 4.5),
        DESTROY("destroy", 3),
        SHOW("show one instance", 2),
        LIST("list, 25 to a page", 1),
        USER("show user", 1),
        INCREASES("list price increases", 1),
        MANAGE("start, stop, label", 1),
        ATTACH_KEY("attach SSH key", 1),
        CHARGES("show charges", 1),
        LOGS("request logs", 1),
        /** A finer look at where they went was not needed: in a calm market there are none. */
        OTHER("other", 1);

        private final String words;
        private final double seconds;

        Kind(String words, double seconds) {
            this.words = words;
            this.seconds = seconds;
        }

        /** The name in tables. */
        public String words() {
            return words;
        }

        /** How many calls a minute are documented to be taken. */
        public double mostPerMinute() {
            return 60 / seconds;
        }
    }

    private record Call(Kind kind, boolean refused, long minute) {}

    private static final int TOO_MANY_REQUESTS = 429;

    private final Wire wire;
    private final InstantSource clock;
    private final Instant start;
    private final List<Call> calls = new ArrayList<>();

    /** Begins to count now. */
    public CallTally(Wire wire, InstantSource clock) {
        this.wire = wire;
        this.clock = clock;
        start = clock.instant();
    }

    @Override
    public Reply carry(Letter letter) throws IOException {
        Reply reply = wire.carry(letter);
        if (letter.address().getPort() == NearMarket.ADDRESS.getPort())
            calls.add(new Call(
                    kind(letter.method(), letter.address().getPath()),
                    reply.status() == TOO_MANY_REQUESTS,
                    minute(clock.instant())));
        return reply;
    }

    @Override
    public Knock knock(int port) {
        return wire.knock(port);
    }

    /** The minute of that moment, 0 for the first one. */
    public long minute(Instant moment) {
        return Duration.between(start, moment).toMinutes();
    }

    /**
     * What came in a span of minutes.
     *
     * @param from the first minute
     * @param to the minute after the last one
     */
    public Map<Kind, Figures> between(long from, long to) {
        Map<Kind, Figures> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) all.put(kind, figures(kind, from, to));
        return all;
    }

    /** The same of one kind. */
    public Figures figures(Kind kind, long from, long to) {
        int[] minutes = new int[(int) Math.max(1, to - from)];
        int refused = 0;
        for (Call call : calls) {
            if (call.kind() != kind || call.minute() < from || call.minute() >= to) continue;
            minutes[(int) (call.minute() - from)]++;
            if (call.refused()) refused++;
        }
        int all = 0;
        int most = 0;
        for (int count : minutes) {
            all += count;
            most = Math.max(most, count);
        }
        return new Figures(all, (double) all / minutes.length, most, refused);
    }

    /**
     * One kind of call in a span.
     *
     * @param perMinute on average
     * @param most in one minute of the clock
     * @param refused answered with 429
     */
    public record Figures(int calls, double perMinute, int most, int refused) {}

    private static Kind kind(String method, String path) {
        String route = method + " " + path.replaceAll("/\\d+(?=/|$)", "/N").replaceAll("/+$", "");
        return switch (route) {
            case "POST /api/v0/bundles", "GET /api/v0/bundles", "PUT /api/v0/search/asks" -> Kind.SEARCH;
            case "PUT /api/v0/asks/N", "POST /api/v0/asks/N" -> Kind.CREATE;
            case "DELETE /api/v0/instances/N" -> Kind.DESTROY;
            case "GET /api/v0/instances/N" -> Kind.SHOW;
            case "GET /api/v1/instances" -> Kind.LIST;
            case "GET /api/v0/users/current" -> Kind.USER;
            case "GET /api/v0/instances/pending-price-increases" -> Kind.INCREASES;
            case "PUT /api/v0/instances/N" -> Kind.MANAGE;
            case "POST /api/v0/instances/N/ssh" -> Kind.ATTACH_KEY;
            case "GET /api/v0/charges" -> Kind.CHARGES;
            case "PUT /api/v0/instances/request_logs/N" -> Kind.LOGS;
            default -> Kind.OTHER;
        };
    }
}
