package io.vastctl.cli.watch;

import io.vastctl.cli.text.MetricsText;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.loop.Post;
import io.vastctl.guard.loop.Steady;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The guard's page on this computer: {@code /} for people, {@code /healthz} and {@code /metrics} for programs. The loop
 * hands in each look as a value; nothing here reads what the loop works with, so no client can disturb it.
 */
public final class Board implements AutoCloseable {

    /** What is shown until the next look. */
    private record Shown(Picture picture, Tally tally, Duration since, Role role) {}

    /** What this process is to the plan. */
    enum Role {
        BEGINS,
        STANDS_BY,
        ACTS
    }

    private final Clock clock;
    private final Steady steady;
    private final Duration longest;
    private final UnaryOperator<String> clean;
    private final LoopbackServer server;
    private final Listening listening;
    private volatile Shown shown;

    private Board(
            Listening listening, Picture first, Clock clock, Steady steady, Duration every, UnaryOperator<String> clean)
            throws IOException {
        this.clock = clock;
        this.steady = steady;
        this.clean = clean;
        longest = longest(every);
        this.listening = listening;
        shown = new Shown(first, Tally.NOTHING, steady.reading(), Role.BEGINS);
        server = LoopbackServer.open(listening, this::answer, LoopbackServer.Bounds.USUAL);
    }

    /**
     * How old the last look may be while the loop counts as alive: one tick, which is cut off after {@link Post#HOLD},
     * and the pause before it.
     */
    static Duration longest(Duration every) {
        return Post.HOLD.plus(every);
    }

    /**
     * Begins to serve.
     *
     * @param listening where, and to whom
     * @param first what is shown before the first look
     * @param clock of the market
     * @param every from one look to the next
     * @param clean takes secrets out of a text
     * @throws UsageException if the address is not to be had
     */
    public static Board open(
            Listening listening,
            Picture first,
            Clock clock,
            Steady steady,
            Duration every,
            UnaryOperator<String> clean) {
        try {
            return new Board(listening, first, clock, steady, every, clean);
        } catch (IOException e) {
            throw listening.taken(e);
        }
    }

    /**
     * The figures of one look by a process that ends, without counters: they would begin at 0 each time.
     *
     * @param acts whether it keeps the plan
     * @param clean takes secrets out of a text
     */
    public static String figures(Look look, boolean acts, Instant now, UnaryOperator<String> clean) {
        return Metrics.of(look, acts, now, clean);
    }

    /** Where it can be seen. */
    public String url() {
        return listening.url(server.port());
    }

    /** One line that says where, and who may ask. */
    public String invitation() {
        return listening.open()
                ? "every machine that reaches " + url() + " can read the guard's figures: /healthz and /metrics"
                : "the guard can be watched at " + url();
    }

    /** A look is over. From the loop's thread alone. */
    public void show(Look look) {
        Shown before = shown;
        shown = new Shown(before.picture().with(look), before.tally().with(look), steady.reading(), before.role());
    }

    /** This process, or another one, keeps the plan. From the loop's thread alone. */
    public void keptBy(String who) {
        Shown before = shown;
        shown = new Shown(before.picture().keptBy(Optional.of(who)), before.tally(), before.since(), before.role());
    }

    /** Another one keeps the plan, as was read just now; this process stands by. From the loop's thread alone. */
    public void behind(String who) {
        Shown before = shown;
        shown = new Shown(before.picture().keptBy(Optional.of(who)), before.tally(), steady.reading(), Role.STANDS_BY);
    }

    /** This process keeps the plan from now on. From the loop's thread alone. */
    public void acts(Picture first) {
        shown = new Shown(first, shown.tally(), steady.reading(), Role.ACTS);
    }

    private HttpAnswer answer(String path) {
        Shown now = shown;
        if (path.equals("/") && listening.open())
            return HttpAnswer.text(
                    403, "the page is for the guard's own computer; here are /healthz and /metrics alone");
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
                        Metrics.of(now.picture(), now.role(), now.tally(), clock.instant(), clean),
                        Map.of());
            default -> HttpAnswer.text(404, "there is /, /healthz and /metrics");
        };
    }

    /** By the steady clock: the wall clock may be set. */
    private HttpAnswer health(Shown now) {
        Duration age = steady.reading().minus(now.since());
        boolean young = age.compareTo(longest) <= 0;
        if (now.role() == Role.STANDS_BY)
            return HttpAnswer.text(
                    young ? 200 : 503,
                    (young ? "ok: stands by, " : "stands by, but cannot tell for whom; ")
                            + now.picture().keeper().orElse("somebody") + " kept the plan " + Words.duration(age)
                            + " ago"
                            + "; longest " + Words.duration(longest));
        return Vigour.answer(now.tally().looks(), age, longest);
    }

    @Override
    public void close() {
        server.close();
    }
}
