package io.vastctl;

import io.vastctl.cli.LastWords;
import io.vastctl.cli.Terminal;
import io.vastctl.cli.live.Screen;
import io.vastctl.outcome.ExitCode;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an interruption of the main thread, which cleans up and then ends
 * with 128 plus the signal's number. One that comes when it stands how the command ends ends only what it still waits
 * for. The second one ends the process at once. A shutdown hook could not know which
 * signal it was.
 */
final class Signals {

    /** A terminal that is closed sends several signals in one moment: they count as one. */
    private static final Duration ONE_MOMENT = Duration.ofMillis(300);

    private final Thread main;
    private final LastWords lastWords;
    private final Terminal terminal;
    private final AtomicReference<@Nullable ExitCode> first = new AtomicReference<>();
    private volatile long firstAtNanos;

    private Signals(Thread main, LastWords lastWords, Terminal terminal) {
        this.main = main;
        this.lastWords = lastWords;
        this.terminal = terminal;
    }

    /**
     * Installs the handlers for the calling thread.
     *
     * @param lastWords said at the second signal
     * @param terminal told when its window changes
     */
    static Signals interruptThisThread(LastWords lastWords, Terminal terminal) {
        Signals signals = new Signals(Thread.currentThread(), lastWords, terminal);
        handle("INT", () -> signals.received(ExitCode.INTERRUPTED));
        handle("TERM", () -> signals.received(ExitCode.TERMINATED));
        handle("HUP", () -> {
            if (!lastWords.reload()) signals.received(ExitCode.HUNG_UP);
        });
        terminal.screen().ifPresent(Signals::follow);
        return signals;
    }

    /** The code of the first signal, if one came. */
    Optional<ExitCode> exitCode() {
        return Optional.ofNullable(first.get());
    }

    /** After a stop the shell has written to the terminal. */
    private static void follow(Screen screen) {
        handle("WINCH", screen::resized);
        handle("CONT", screen::forget);
    }

    /** By reflection, because the class is the JDK's own: supported, yet not part of its API. */
    private static void handle(String name, Runnable reaction) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler react = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) reaction.run();
                return null;
            };
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, react));
        } catch (ReflectiveOperationException e) {
            // A JVM that keeps the signal for itself, as with nohup's HUP: then it does not reach us at all.
            return;
        }
    }

    private synchronized void received(ExitCode code) {
        if (lastWords.endWaiting()) {
            firstAtNanos = System.nanoTime();
        } else if (lastWords.unlessDecided(() -> first.compareAndSet(null, code))) {
            firstAtNanos = System.nanoTime();
            // On a block that is redrawn the terminal's own ^C stands below it, and goes with it.
            String start = terminal.screen().isPresent() ? "" : System.lineSeparator();
            terminal.err()
                    .println(start
                            + (lastWords.mayHaveRented()
                                    ? "vastctl: stopping; " + lastWords.doneFirst()
                                    : "vastctl: stopping; a second signal leaves at once."));
            terminal.err().flush();
            main.interrupt();
        } else if (firstAtNanos != 0
                && System.nanoTime() - firstAtNanos > ONE_MOMENT.toNanos()
                && !lastWords.isOver()) {
            leave();
        }
    }

    /** Without the hooks of the JVM: nothing may hold it up. */
    private void leave() {
        terminal.screen().ifPresent(Screen::clearIfFree);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, Charset.defaultCharset()));
        err.println("\nvastctl: leaving at once.");
        boolean mayRun = lastWords.speak(err);
        err.flush();
        ExitCode code = mayRun ? ExitCode.MAY_STILL_RUN : exitCode().orElse(ExitCode.INTERRUPTED);
        Runtime.getRuntime().halt(code.code());
    }
}
