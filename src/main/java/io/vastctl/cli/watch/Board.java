package io.vastctl.cli.watch;

import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.loop.Post;
import io.vastctl.guard.loop.Steady;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The guard's page on this computer: {@code /} for people, {@code /healthz} and {@code /metrics} for programs. The loop
 * hands in each look as a value; nothing here reads what the loop works with, so no client can disturb it.
 */
public final class Board implements AutoCloseable {

    /** What is shown until the next look. */
    private record Shown(Picture picture, Tally tally, Duration since) {}

    private final Clock clock;
    private final Steady steady;
    private final Duration longest;
    private final UnaryOperator<String> clean;
    private final LoopbackServer server;
    private final String host;
    private volatile Shown shown;

    private Board(
            InetSocketAddress address,
            Picture first,
            Clock clock,
            Steady steady,
            Duration every,
            UnaryOperator<String> clean)
            throws IOException {
        this.clock = clock;
        this.steady = steady;
        this.clean = clean;
        longest = longest(every);
        shown = new Shown(first, Tally.NOTHING, steady.reading());
        server = LoopbackServer.open(address, this::answer, LoopbackServer.Bounds.USUAL);
        String literal = address.getAddress().getHostAddress();
        host = literal.contains(":") ? "[::1]" : literal;
    }

    /**
     * How old the last look may be while the loop counts as alive: one tick, which is cut off after {@link Post#HOLD},
     * and the pause before it.
     */
    static Duration longest(Duration every) {
        return Post.HOLD.plus(every);
    }

    /** Whether it can be such an address. @throws UsageException if only others than this computer could be meant */
    public static void check(String http) {
        LoopbackAddress.parse("--http", http);
    }

    /**
     * Begins to serve.
     *
     * @param http such as {@code 127.0.0.1:9464}
     * @param first what is shown before the first look
     * @param clock of the market
     * @param every from one look to the next
     * @param clean takes secrets out of a text
     * @throws UsageException if the address is another computer's, or taken
     */
    public static Board open(
            String http, Picture first, Clock clock, Steady steady, Duration every, UnaryOperator<String> clean) {
        InetSocketAddress address = LoopbackAddress.parse("--http", http);
        try {
            return new Board(address, first, clock, steady, every, clean);
        } catch (IOException e) {
            throw new UsageException(
                    "--http " + http + ": the port cannot be had (" + e.getMessage()
                            + "); choose another, or 0 for any free one",
                    e);
        }
    }

    /** Where it can be seen. */
    public String url() {
        return "http://" + host + ":" + server.port() + "/";
    }

    /** A look is over. From the loop's thread alone. */
    public void show(Look look) {
        Shown before = shown;
        shown = new Shown(before.picture().with(look), before.tally().with(look), steady.reading());
    }

    /** This process, or another one, keeps the plan. From the loop's thread alone. */
    public void keptBy(String who) {
        Shown before = shown;
        shown = new Shown(before.picture().keptBy(Optional.of(who)), before.tally(), before.since());
    }

    private HttpAnswer answer(String path) {
        Shown now = shown;
        return switch (path) {
            case "/" ->
                new HttpAnswer(
                                200,
                                "text/html; charset=utf-8",
                                WatchPage.of(now.picture(), clock.instant(), longest, clean),
                                Map.of())
                        .with("Content-Security-Policy", WatchPage.POLICY)
                        .with("Refresh", String.valueOf(WatchPage.REFRESH.toSeconds()));
            case "/healthz" -> health(now);
            case "/metrics" ->
                new HttpAnswer(
                        200,
                        MetricsText.TYPE,
                        Metrics.of(now.picture(), now.tally(), clock.instant(), clean),
                        Map.of());
            default -> HttpAnswer.text(404, "there is /, /healthz and /metrics");
        };
    }

    /** By the steady clock: the wall clock may be set. */
    private HttpAnswer health(Shown now) {
        Duration age = steady.reading().minus(now.since());
        String limit = "; longest " + Words.duration(longest);
        if (now.tally().looks() == 0)
            return HttpAnswer.text(503, "no look yet, waiting for " + Words.duration(age) + limit);
        if (age.compareTo(longest) > 0)
            return HttpAnswer.text(503, "the last look is " + Words.duration(age) + " old" + limit);
        return HttpAnswer.text(200, "ok: the last look is " + Words.duration(age) + " old" + limit);
    }

    @Override
    public void close() {
        server.close();
    }
}
