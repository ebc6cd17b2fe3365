package io.vastctl.cli.guard;

import io.vastctl.cli.Freshness;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.notice.Delivery;
import io.vastctl.cli.notice.Letter;
import io.vastctl.cli.notice.Notifier;
import io.vastctl.cli.notice.NotifyCommand;
import io.vastctl.cli.notice.NotifyUrl;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.GuardSetup;
import io.vastctl.guard.Action;
import io.vastctl.guard.Action.Tell.Urgency;
import io.vastctl.guard.Decision;
import io.vastctl.guard.loop.GuardJson;
import io.vastctl.guard.loop.Teller;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.memory.guard.GuardTick;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator by the address and the command of the plan: matters, and decisions that cannot wait. In threads of its own, so
 * that the loop never waits for it; what cannot be delivered is said and forgotten.
 */
final class GuardBell implements Teller, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuardBell.class);

    /** Letters that wait for a channel; of more, the oldest are dropped. */
    private static final int WAITING = 100;
    /** How old the last look of an earlier process may be for its matters to count as told. */
    private static final Duration KNOWN = Duration.ofHours(1);
    /** How long the end of the guard waits for its last letters. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Somebody who is told, in a thread of his own. */
    private record Line(Notifier.Channel channel, ThreadPoolExecutor thread) {}

    private final Workbench bench;
    private final String plan;
    private final boolean simulated;
    private final Clock clock;
    private final Supplier<GuardSetup> setup;
    private final Consumer<String> say;
    private final Duration patience;
    private final Redaction redaction;
    private final Freshness freshness;
    private List<Line> lines = List.of();
    private Optional<String> url = Optional.empty();
    private Optional<String> command = Optional.empty();

    /**
     * One that tells nobody until the plan names somebody.
     *
     * @param setup the plan in force; it may name others after each reading
     * @param say hears what could not be delivered
     * @param patience of the end with the last letters
     */
    GuardBell(
            Workbench bench,
            String plan,
            boolean simulated,
            Clock clock,
            Supplier<GuardSetup> setup,
            Consumer<String> say,
            Duration patience) {
        this.bench = bench;
        this.plan = plan;
        this.simulated = simulated;
        this.clock = clock;
        this.setup = setup;
        this.say = say;
        this.patience = patience;
        redaction = Redaction.hiding(bench.keys().secrets());
        freshness = new Freshness(clock);
        install(setup.get());
    }

    /** Whether a plan names its channels well. @throws UsageException one line that names the key */
    static List<Notifier.Channel> channels(GuardSetup setup, Workbench bench) {
        List<Notifier.Channel> channels = new ArrayList<>();
        setup.notifyUrl().ifPresent(text -> channels.add(NotifyUrl.of("notify.url", text)));
        setup.notifyCommand()
                .ifPresent(text -> channels.add(NotifyCommand.of("notify.command", text, bench.variables())));
        return channels;
    }

    @Override
    public void told(Action.Tell what) {
        ring(what);
    }

    /** What ends a machine because it failed cannot wait until somebody looks. */
    @Override
    public void decided(Decision decision) {
        if (!(decision.action() instanceof Action.OnRental on) || !on.ends()) return;
        boolean atOnce = on instanceof Action.CutOff || on instanceof Action.StopServer;
        if (!atOnce && decision.rule().failure().isEmpty()) return;
        ring(new Action.Tell(
                atOnce ? Urgency.ALARM : Urgency.WARNING,
                "instance " + on.instanceId(),
                GuardWords.action(decision.action()) + " by " + decision.rule() + ": " + decision.reason()));
    }

    /** How the guard ended. */
    void ended(ExitCode code, String why) {
        ring(new Action.Tell(code == ExitCode.INTERNAL ? Urgency.ALARM : Urgency.WARNING, "guard", why));
    }

    /** What the last look of an earlier process had to tell is told already, as long as it holds. */
    void knows(Optional<GuardTick> last) {
        if (last.isEmpty() || last.get().at().plus(KNOWN).isBefore(clock.instant())) return;
        for (GuardDecisionRow row : last.get().decisions())
            if (row.action().equals("Tell") && GuardJson.action(row.actionJson()) instanceof Action.Tell what)
                freshness.knows(what);
    }

    private synchronized void ring(Action.Tell what) {
        changed();
        if (lines.isEmpty() || !freshness.isNew(what)) return;
        GuardLetter letter = GuardLetter.of(plan, what, simulated, clock.instant(), redaction::clean);
        for (Line line : lines) line.thread().execute(() -> deliver(line.channel(), letter));
    }

    private void changed() {
        GuardSetup now = setup.get();
        if (now.notifyUrl().equals(url) && now.notifyCommand().equals(command)) return;
        try {
            install(now);
        } catch (UsageException e) {
            say.accept(e.getMessage() + "; the old one is told");
            url = now.notifyUrl();
            command = now.notifyCommand();
        }
    }

    private void install(GuardSetup now) {
        List<Line> next = channels(now, bench).stream()
                .map(channel -> new Line(channel, thread()))
                .toList();
        lines.forEach(line -> line.thread().shutdown());
        lines = next;
        url = now.notifyUrl();
        command = now.notifyCommand();
    }

    private static ThreadPoolExecutor thread() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                work -> {
                    Thread thread = new Thread(work, "vastctl-guard-notices");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardOldestPolicy());
    }

    private void deliver(Notifier.Channel channel, Letter letter) {
        try {
            Delivery.deliver(channel, letter, bench.sleeper()).ifPresent(trouble -> {
                LOG.warn("{}", trouble);
                say.accept(trouble + "; the guard goes on");
            });
        } catch (InterruptedException e) {
            // The guard is over.
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the last letters, but not for long. */
    @Override
    public synchronized void close() {
        boolean interrupted = Thread.interrupted();
        lines.forEach(line -> line.thread().shutdown());
        long end = System.nanoTime() + patience.toNanos();
        for (Line line : lines) {
            try {
                if (!line.thread().awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS))
                    say.accept(line.channel().option() + ": not all that was to be told is delivered");
            } catch (InterruptedException e) {
                interrupted = true;
            }
            line.thread().shutdownNow();
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
