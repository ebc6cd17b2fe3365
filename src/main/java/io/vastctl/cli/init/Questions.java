package io.vastctl.cli.init;

import io.vastctl.cli.Terminal;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Questions to whoever sits at the terminal. Each is read on a thread of its own: a signal ends the command at once, and
 * on its way out the JVM makes the terminal show again what is typed.
 */
public record Questions(Terminal terminal) {

    public boolean somebodyThere() {
        return terminal.interactive();
    }

    /** One line; empty if nobody is there or nothing was typed. */
    Optional<String> line(String question) throws InterruptedException {
        if (!somebodyThere()) return Optional.empty();
        say(question + ": ");
        return interruptibly(this::typed).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Yes or no; no answer means no. */
    public boolean confirm(String question) throws InterruptedException {
        return line(question + " [y/N]")
                .map(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))
                .orElse(false);
    }

    /** One line that is not shown while it is typed. */
    Optional<String> secret(String question) throws InterruptedException {
        return interruptibly(() -> terminal.secret(question + ": "))
                .map(Questions::text)
                .filter(text -> !text.isBlank());
    }

    void say(String text) {
        terminal.err().print(text);
        terminal.err().flush();
    }

    private Optional<String> typed() throws IOException {
        return Optional.ofNullable(terminal.in().readLine());
    }

    private static String text(char[] typed) {
        String text = new String(typed);
        Arrays.fill(typed, '\0');
        return text;
    }

    private static <T> Optional<T> interruptibly(Callable<Optional<T>> question) throws InterruptedException {
        FutureTask<Optional<T>> task = new FutureTask<>(question);
        Thread thread = new Thread(task, "vastctl-question");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the terminal cannot be read", e.getCause());
        }
    }
}
