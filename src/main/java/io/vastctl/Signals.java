package io.vastctl;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an interruption of the main thread, which cleans up and then ends
 * with 128 plus the signal's number. A shutdown hook could not know which signal it was.
 */
final class Signals {

    private static final int NONE = 0;
    private static final int BASE = 128;

    private final Thread main;
    private final AtomicInteger received = new AtomicInteger(NONE);

    private Signals(Thread main) {
        this.main = main;
    }

    /** Installs the handlers for the calling thread. */
    static Signals interruptThisThread() {
        Signals signals = new Signals(Thread.currentThread());
        signals.handle("INT", 2);
        signals.handle("TERM", 15);
        signals.handle("HUP", 1);
        return signals;
    }

    /** 128 plus the first signal's number, if one came. */
    OptionalInt exitCode() {
        int number = received.get();
        return number == NONE ? OptionalInt.empty() : OptionalInt.of(BASE + number);
    }

    /** By reflection, because the class is the JDK's own: supported, yet not part of its API. */
    private void handle(String name, int number) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler react = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) received(number);
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

    private void received(int number) {
        if (received.compareAndSet(NONE, number)) {
            System.err.println("\nvastctl: stopping; what is rented is destroyed first, please wait.");
            main.interrupt();
        } else {
            System.err.println("vastctl: still cleaning up. Killing vastctl now would leave the rental running.");
        }
    }
}
