package io.vastctl.cli;

import io.vastctl.provision.RunEvent;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Tells changes of state to the command and the address that were asked for, in a thread of its own: the run never
 * waits for it, and its end only for so long.
 */
final class Notifier {

    /** Somewhere to tell it. */
    interface Channel {
        /** The option that asked for it. */
        String option();

        /** One try, which ends by itself in time. @throws IOException if it may not have arrived */
        void deliver(Notice notice) throws IOException, InterruptedException;
    }

    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** How long the end of a command waits for its notices. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The same after a signal. */
    private static final Duration HURRIED = Duration.ofSeconds(5);

    private final Workbench bench;
    private final String command;
    private final List<Channel> channels;
    private final Set<Notice.State> states;
    private final Sleeper sleeper;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Notifier::daemon);

    private Notifier(Workbench bench, String command, List<Channel> channels, Set<Notice.State> states) {
        this.bench = bench;
        this.command = command;
        this.channels = channels;
        this.states = states;
        sleeper = bench.sleeper();
    }

    /** @throws UsageException if the command or the address is none */
    static Notifier of(Workbench bench, ScriptOptions options, String command) {
        List<Channel> channels = new ArrayList<>();
        if (options.notifyCommand != null) channels.add(NotifyCommand.of(options.notifyCommand));
        if (options.notifyUrl != null) channels.add(NotifyUrl.of(options.notifyUrl));
        Set<Notice.State> states = options.notifyOn.isEmpty()
                ? EnumSet.complementOf(EnumSet.of(Notice.State.started))
                : EnumSet.copyOf(options.notifyOn);
        if (channels.isEmpty() && !options.notifyOn.isEmpty())
            throw new UsageException("--notify-on: nobody is to be told: add --notify-cmd or --notify-url");
        return new Notifier(bench, command, channels, states);
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

    void over(Ending ending) {
        if (channels.isEmpty()) return;
        tell(Notice.over(command, ending, bench.clock().instant(), bench.secrets()));
    }

    /** Waits until all is told, but not for long; what is not told by then stays untold. */
    void await(boolean hurried) {
        thread.shutdown();
        Duration longest = hurried ? HURRIED : PATIENCE;
        try {
            if (thread.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) return;
            say("a notice could not be delivered in time; the run's result stands");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    private void tell(Notice notice) {
        if (!states.contains(notice.state())) return;
        for (Channel channel : channels) thread.execute(() -> deliver(channel, notice));
    }

    private void deliver(Channel channel, Notice notice) {
        Duration pause = FIRST_PAUSE;
        try {
            for (int go = 1; ; go++) {
                String trouble = trouble(channel, notice);
                if (trouble.isEmpty()) return;
                if (go == TRIES) {
                    say(channel.option() + ": not delivered in " + TRIES + " tries: " + trouble
                            + "; the run's result stands");
                    return;
                }
                sleeper.sleep(pause);
                pause = pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            // The command is over.
            Thread.currentThread().interrupt();
        }
    }

    /** One try. @return what went wrong, empty if nothing */
    private static String trouble(Channel channel, Notice notice) throws InterruptedException {
        try {
            channel.deliver(notice);
            return "";
        } catch (IOException e) {
            String message = e.getMessage();
            return message == null ? e.getClass().getSimpleName() : Words.printable(message);
        }
    }

    private void say(String line) {
        bench.terminal().err().println("vastctl: " + line);
        bench.terminal().err().flush();
    }
}
