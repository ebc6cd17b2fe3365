package io.vastctl.cli.notice;

import io.vastctl.cli.text.Words;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Several tries to tell something, with longer and longer pauses between them. */
public final class Delivery {
    private Delivery() {}

    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Tells it. @return what went wrong each time, without what may be secret; empty if it arrived */
    public static Optional<String> deliver(Notifier.Channel channel, Letter letter, Sleeper sleeper)
            throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int go = 1; ; go++) {
            String trouble = trouble(channel, letter);
            if (trouble.isEmpty()) return Optional.empty();
            if (go == TRIES)
                return Optional.of(channel.option() + ": not delivered in " + TRIES + " tries: " + trouble);
            sleeper.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** One try. @return what went wrong, empty if nothing */
    private static String trouble(Notifier.Channel channel, Letter letter) throws InterruptedException {
        try {
            channel.deliver(letter);
            return "";
        } catch (IOException e) {
            String message = e.getMessage();
            return message == null ? e.getClass().getSimpleName() : Words.printable(message);
        } catch (RuntimeException e) {
            // Its message may hold the address, which may be a secret.
            return e.getClass().getSimpleName();
        }
    }
}
