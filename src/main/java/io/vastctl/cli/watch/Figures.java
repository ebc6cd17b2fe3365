package io.vastctl.cli.watch;

import io.vastctl.cli.text.MetricsText;
import io.vastctl.guard.loop.Steady;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * {@code /healthz} and {@code /metrics} of a command that works in rounds, without a page for people. The rounds hand in
 * text; no client can disturb them.
 */
public final class Figures implements AutoCloseable {

    /** @param at of the steady clock, when the last round was over; before the first, when it began to serve */
    private record Shown(String metrics, long rounds, Duration at) {}

    private final Listening listening;
    private final Steady steady;
    private final Duration longest;
    private final LoopbackServer server;
    private volatile Shown shown;

    private Figures(Listening listening, String metrics, Steady steady, Duration longest) throws IOException {
        this.listening = listening;
        this.steady = steady;
        this.longest = longest;
        shown = new Shown(metrics, 0, steady.reading());
        server = LoopbackServer.open(listening, this::answer, LoopbackServer.Bounds.USUAL);
    }

    /**
     * Begins to serve.
     *
     * @param metrics before the first round
     * @param longest how old the last round may be while the command counts as alive
     * @throws io.vastctl.cli.text.UsageException if the address is not to be had
     */
    public static Figures open(Listening listening, String metrics, Steady steady, Duration longest) {
        try {
            return new Figures(listening, metrics, steady, longest);
        } catch (IOException e) {
            throw listening.taken(e);
        }
    }

    /** Where it can be asked. */
    public String url() {
        return listening.url(server.port());
    }

    /** A round is over. From the thread of the rounds alone. */
    public void show(String metrics) {
        shown = new Shown(metrics, shown.rounds() + 1, steady.reading());
    }

    private HttpAnswer answer(String path) {
        Shown now = shown;
        return switch (path) {
            case "/healthz" -> health(now);
            case "/metrics" -> new HttpAnswer(200, MetricsText.TYPE, now.metrics(), Map.of());
            default -> HttpAnswer.text(404, "there is /healthz and /metrics");
        };
    }

    private HttpAnswer health(Shown now) {
        Duration age = steady.reading().minus(now.at());
        return Vigour.answer(now.rounds(), age, longest);
    }

    @Override
    public void close() {
        server.close();
    }
}
