package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.GoneException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** What runs in one channel, on a thread of its own that ends when the visitor leaves. */
final class BoxCommand implements Command {

    private final Work work;
    private final ExecutorService threads;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream stdout = OutputStream.nullOutputStream();
    private OutputStream stderr = OutputStream.nullOutputStream();
    private ExitCallback ended = (code, message, closeNow) -> {};
    private volatile Optional<Future<?>> running = Optional.empty();

    /** What is to be done with the channel's streams. */
    interface Work {
        /**
         * Runs to its end.
         *
         * @param terminal whether the visitor asked for a terminal
         * @return the exit status
         */
        int run(InputStream in, OutputStream out, OutputStream err, boolean terminal);
    }

    BoxCommand(Work work, ExecutorService threads) {
        this.work = work;
        this.threads = threads;
    }

    @Override
    public void setInputStream(InputStream input) {
        in = input;
    }

    @Override
    public void setOutputStream(OutputStream output) {
        stdout = output;
    }

    @Override
    public void setErrorStream(OutputStream error) {
        stderr = error;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        ended = callback;
    }

    /** On a thread of its own: a long answer waits for the client to read, which the session must see. */
    @Override
    public void start(ChannelSession channel, Environment environment) {
        boolean terminal = environment.getEnv().containsKey(Environment.ENV_TERM);
        running = Optional.of(threads.submit(() -> run(terminal)));
    }

    private void run(boolean terminal) {
        try {
            ended.onExit(work.run(in, stdout, terminal ? stdout : stderr, terminal));
        } catch (GoneException e) {
            // Nobody is there to be told how it ended.
            return;
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        running.ifPresent(task -> task.cancel(true));
    }
}
