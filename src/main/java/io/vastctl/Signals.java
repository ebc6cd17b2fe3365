package io.vastctl;

import io.vastctl.outcome.ExitCode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an interruption of the main thread, which cleans up and then ends
 * with 128 plus the signal's number. A shutdown hook could not know which signal it was.
 */
final class Signals {

    private final Thread main;
    private final AtomicReference<@Nullable ExitCode> first = new AtomicReference<>();

    private Signals(Thread main) {
        this.main = main;
    }

    /** Installs the handlers for the calling thread. */
    static Signals interruptThisThread() {
        Signals signals = new Signals(Thread.currentThread());
        signals.handle("INT", ExitCode.INTERRUPTED);
        signals.handle("TERM", ExitCode.TERMINATED);
        signals.handle("HUP", ExitCode.HUNG_UP);
        return signals;
    }

    /** The code of the first signal, if one came. */
    Optional<ExitCode> exitCode() {
        return Optional.ofNullable(first.get());
    }

    /** By reflection, because the class is the JDK's own: supported, yet not part of its API. */
    private void handle(String name, ExitCode code) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler react = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) received(code);
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

    private void received(ExitCode code) {
        if (first.compareAndSet(null, code)) {
            System.err.println(
                    "\nvastctl: stopping; if this command has rented, that is destroyed first, please wait.");
            main.interrupt();
        } else {
            System.err.println("vastctl: still cleaning up. Killing vastctl now could leave a rental running.");
        }
    }
}
