package io.vastctl.readiness;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs others' code on a thread of its own within real time. What overruns is interrupted and left behind: its thread
 * cannot be stopped, but does not keep the process alive.
 *
 * @param limit real time, whatever a simulated market's clock says
 */
record TimeLimit(Duration limit) {

    /** Plenty for a pure function, short beside a look. */
    static final TimeLimit OF_ADAPTERS = new TimeLimit(Duration.ofSeconds(5));

    /**
     * Calls it.
     *
     * @param what names the call in the fault's message
     * @throws AdapterFault if it throws anything at all, returns null or takes too long; also on an interrupt, whose
     *     flag stays set
     */
    <T> T call(String what, ClassLoader loader, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "vastctl-plugin");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            T value = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (value == null) throw new AdapterFault(what + " returned null");
            return value;
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new AdapterFault(what + " did not return within " + limit.toMillis() / 1000.0 + " s", e);
        } catch (ExecutionException e) {
            Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
            throw new AdapterFault(what + " threw " + words(thrown), thrown);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new AdapterFault(what + " was interrupted", e);
        }
    }

    /** What was thrown and where, in one line; nothing of it may be trusted to be harmless. */
    static String words(Throwable thrown) {
        if (thrown instanceof ExceptionInInitializerError && thrown.getCause() != null)
            return "in a static block: " + words(thrown.getCause());
        String message;
        try {
            message = String.valueOf(thrown.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            message = "a message that cannot be told";
        }
        String line = message.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        String cut = line.length() > 200 ? line.substring(0, 199) + "…" : line;
        StackTraceElement[] trace = thrown.getStackTrace();
        return thrown.getClass().getSimpleName()
                + (cut.equals("null") ? "" : ": " + cut)
                + (trace.length == 0 ? "" : " at " + place(trace[0]))
                + (thrown instanceof LinkageError ? " (was it built for this version of vastctl?)" : "");
    }

    private static String place(StackTraceElement at) {
        return at.getClassName() + "." + at.getMethodName() + (at.getLineNumber() > 0 ? ":" + at.getLineNumber() : "");
    }
}
