package io.vastctl.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** Runs an exec request in a real {@code /bin/sh}; both streams are pumped dry before the exit is told. */
final class ShellCommand implements Command {

    private final String text;
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, close) -> {};
    private Thread waiter = new Thread(() -> {});

    ShellCommand(String text) {
        this.text = text;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", text).start();
        Thread outPump = pump(process.getInputStream(), out);
        Thread errPump = pump(process.getErrorStream(), err);
        waiter = new Thread(() -> {
            try {
                outPump.join();
                errPump.join();
                exit.onExit(process.waitFor());
            } catch (InterruptedException e) {
                process.destroy();
            }
        });
        waiter.setDaemon(true);
        waiter.start();
    }

    private static Thread pump(InputStream from, OutputStream to) {
        Thread pump = new Thread(() -> {
            try (from) {
                byte[] buffer = new byte[8192];
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    to.write(buffer, 0, count);
                    to.flush();
                }
            } catch (IOException e) {
                // The client went away; the exit callback follows.
            }
        });
        pump.setDaemon(true);
        pump.start();
        return pump;
    }

    @Override
    public void destroy(ChannelSession channel) {
        waiter.interrupt();
    }

    @Override
    public void setInputStream(InputStream in) {}

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }
}
