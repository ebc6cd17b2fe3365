package io.vastctl.cli.notice;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.errand.ScriptOptions;
import io.vastctl.cli.rent.Ending;
import io.vastctl.cli.text.UsageException;
import io.vastctl.provision.RunEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells changes of state to the command and the address that were asked for, in threads of their own: the run never
 * waits for it, and its end only for so long.
 */
public final class Notifier {

    /** Somewhere to tell it. */
    public interface Channel {
        /** The option that asked for it. */
        String option();

        /** One try, which ends by itself in time. @throws IOException if it may not have arrived */
        void deliver(Letter letter) throws IOException, InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /**
     * How long the end of a command waits for its notices.
     *
     * @param hurried after a signal
     */
    record Patience(Duration calm, Duration hurried) {}

    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(5));
    /** A try that is broken off ends what it began. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final Workbench bench;
    private final String command;
    private final Set<Notice.State> states;
    private final Patience patience;
    private final Map<Channel, ExecutorService> threads = new LinkedHashMap<>();
    private final List<CompletableFuture<Void>> under = new ArrayList<>();

    /** @param channels each told in a thread of its own, so that none waits for another */
    Notifier(Workbench bench, String command, List<Channel> channels, Set<Notice.State> states, Patience patience) {
        this.bench = bench;
        this.command = command;
        this.states = states;
        this.patience = patience;
        channels.forEach(channel -> threads.put(channel, Executors.newSingleThreadExecutor(Notifier::daemon)));
    }

    /** @throws UsageException if the command or the address is none */
    static Notifier of(Workbench bench, ScriptOptions options, String command) {
        List<Channel> channels = new ArrayList<>();
        if (options.notifyCommand != null)
            channels.add(NotifyCommand.of("--notify-cmd", options.notifyCommand, bench.variables()));
        if (options.notifyUrl != null) channels.add(NotifyUrl.of("--notify-url", options.notifyUrl));
        Set<Notice.State> states = options.notifyOn.isEmpty()
                ? EnumSet.complementOf(EnumSet.of(Notice.State.started))
                : EnumSet.copyOf(options.notifyOn);
        if (channels.isEmpty() && !options.notifyOn.isEmpty())
            throw new UsageException("--notify-on: nobody is to be told: add --notify-cmd or --notify-url");
        return new Notifier(bench, command, channels, states, PATIENCE);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vastctl-notices");
        thread.setDaemon(true);
        return thread;
    }

    void hear(RunEvent event) {
        if (event instanceof RunEvent.Started started)
            tell(Notice.started(command, started.runId(), bench.clock().instant()));
    }

    /** @param simulated whether the market was */
    void over(Ending ending, boolean simulated) {
        if (threads.isEmpty()) return;
        tell(Notice.over(
                command,
                ending,
                simulated,
                bench.clock().instant(),
                bench.keys().secrets()));
    }

    /** Waits until all is told, but not for long; what is not told by then, or by a signal, stays untold. */
    void await(boolean hurried) {
        CompletableFuture<Void> told = CompletableFuture.allOf(under.toArray(CompletableFuture<?>[]::new));
        Duration longest = hurried ? patience.hurried() : patience.calm();
        try {
            CompletableFuture.anyOf(told, bench.enough()).get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("not all notices are told: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!told.isDone()) say("a notice could not be delivered in time; the run's result stands");
        threads.values().forEach(ExecutorService::shutdownNow);
        if (!told.isDone()) threads.values().forEach(Notifier::lastMoment);
    }

    private static void lastMoment(ExecutorService thread) {
        try {
            boolean over = thread.awaitTermination(LAST_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("a notice was broken off: {}", over);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Notice notice) {
        if (!states.contains(notice.state())) return;
        threads.forEach(
                (channel, thread) -> under.add(CompletableFuture.runAsync(() -> deliver(channel, notice), thread)));
    }

    private void deliver(Channel channel, Notice notice) {
        try {
            Delivery.deliver(channel, notice, bench.sleeper())
                    .ifPresent(trouble -> say(trouble + "; the run's result stands"));
        } catch (InterruptedException e) {
            // The command is over.
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        bench.terminal().err().println("vastctl: " + line);
        bench.terminal().err().flush();
    }
}
