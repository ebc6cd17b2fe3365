package io.vastctl.simulator.box;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** One exec: the whole answer is known at once and is written out. */
final class ExecCommand implements Command {

    private static final int BROKEN = 255;

    private final String command;
    private final Function<String, ExecReply> shell;
    private final ExecutorService threads;
    private OutputStream stdout = OutputStream.nullOutputStream();
    private OutputStream stderr = OutputStream.nullOutputStream();
    private ExitCallback ended = (code, message, closeNow) -> {};

    ExecCommand(String command, Function<String, ExecReply> shell, ExecutorService threads) {
        this.command = command;
        this.shell = shell;
        this.threads = threads;
    }

    @Override
    public void setInputStream(InputStream in) {
        // No command of a probe reads.
    }

    @Override
    public void setOutputStream(OutputStream out) {
        stdout = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        stderr = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        ended = callback;
    }

    /** On a thread of its own: a long answer waits for the client to read, which the session must see. */
    @Override
    public void start(ChannelSession channel, Environment environment) {
        threads.execute(this::answer);
    }

    private void answer() {
        try {
            ExecReply reply = shell.apply(command);
            stdout.write(reply.stdout());
            stdout.flush();
            stderr.write(reply.stderr());
            stderr.flush();
            ended.onExit(reply.exit());
        } catch (IOException e) {
            ended.onExit(BROKEN);
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        // Nothing runs on.
    }
}
