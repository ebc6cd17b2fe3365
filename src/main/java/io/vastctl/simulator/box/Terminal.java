package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.GoneException;
import io.vastctl.simulator.box.shell.Input;
import io.vastctl.simulator.box.shell.Output;
import io.vastctl.simulator.box.shell.Shell;
import io.vastctl.simulator.box.shell.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A prompt for a visitor who gave no command. A real box of Vast.ai starts tmux there unless
 * {@code ~/.no_auto_tmux} exists; this one shows a plain prompt in either case. It echoes what is typed and
 * knows backspace, Ctrl-C, Ctrl-D and Ctrl-U.
 */
final class Terminal {

    private static final char INTERRUPT = 3;
    private static final char END = 4;
    private static final char BACKSPACE = 8;
    private static final char KILL_LINE = 21;
    private static final char ESCAPE = 27;
    private static final char DELETE = 127;
    private static final String GONE = "\0gone";
    private static final String INTERRUPTED = "\0interrupted";

    private final BoxShell box;
    private final String host;
    private final Shell shell;
    private final ExecutorService threads;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private volatile Optional<Thread> busy = Optional.empty();

    Terminal(BoxShell box, String host, ExecutorService threads) {
        this.box = box;
        this.host = host;
        this.threads = threads;
        this.shell = box.shell(Shell.Dialect.INTERACTIVE);
    }

    /** Runs line by line to {@code exit} or the end of the input. */
    int run(InputStream in, OutputStream out, OutputStream err, boolean terminal) {
        return terminal ? converse(in, out) : obey(in, out, err);
    }

    /** A script on the standard input: nobody needs a prompt. */
    private int obey(InputStream in, OutputStream out, OutputStream err) {
        Input script = ChannelStreams.input(in);
        Streams io = new Streams(script, ChannelStreams.output(out), ChannelStreams.output(err));
        for (Optional<String> line = script.line(); line.isPresent(); line = script.line()) {
            Optional<Integer> exit = run(line.get(), io);
            if (exit.isPresent()) return exit.get();
        }
        return shell.status();
    }

    private Optional<Integer> run(String line, Streams io) {
        box.pass(box.slowness());
        return shell.runLine(line, io);
    }

    private int converse(InputStream in, OutputStream raw) {
        Output screen = ChannelStreams.output(raw, StandardCharsets.UTF_8, true);
        threads.execute(() -> listen(in, screen));
        while (true) {
            screen.write(prompt());
            String line = next();
            if (line.equals(GONE)) {
                screen.write("logout\n");
                return shell.status();
            }
            if (line.equals(INTERRUPTED)) continue;
            Optional<Integer> exit = interruptible(line, screen);
            if (exit.isPresent()) {
                screen.write("logout\n");
                return exit.get();
            }
        }
    }

    private String prompt() {
        String folder = shell.folder().equals("/root") ? "~" : shell.folder().replaceFirst("^/root/", "~/");
        return "root@" + host + ":" + folder + "$ ";
    }

    private String next() {
        try {
            return lines.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoneException();
        }
    }

    /** Ctrl-C ends what waits. */
    private Optional<Integer> interruptible(String line, Output screen) {
        busy = Optional.of(Thread.currentThread());
        try {
            return run(line, new Streams(Input.none(), screen, screen));
        } catch (GoneException e) {
            boolean byKey = Thread.interrupted() && INTERRUPTED.equals(lines.poll());
            if (!byKey) throw e;
            return Optional.empty();
        } finally {
            busy = Optional.empty();
        }
    }

    private void listen(InputStream in, Output screen) {
        StringBuilder typed = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == ESCAPE) skipSequence(in);
                else if (next == END && typed.isEmpty()) break;
                else key((char) next, typed, screen);
            }
        } catch (IOException | GoneException e) {
            // The visitor has left; the other thread is told just below.
        }
        lines.add(GONE);
    }

    private static void skipSequence(InputStream in) throws IOException {
        if (in.read() != '[') return;
        int next = in.read();
        while (next >= 0 && !Character.isLetter(next) && next != '~') next = in.read();
    }

    private void key(char key, StringBuilder typed, Output screen) {
        switch (key) {
            case '\r', '\n' -> {
                screen.write("\n");
                lines.add(take(typed));
            }
            case INTERRUPT -> {
                screen.write("^C\n");
                take(typed);
                lines.add(INTERRUPTED);
                busy.ifPresent(Thread::interrupt);
            }
            case BACKSPACE, DELETE -> {
                if (typed.isEmpty()) return;
                typed.setLength(typed.length() - 1);
                screen.write("\b \b");
            }
            case KILL_LINE -> screen.write("\b \b".repeat(take(typed).length()));
            default -> {
                if (key < ' ' && key != '\t') return;
                typed.append(key);
                screen.write(String.valueOf(key));
            }
        }
    }

    private static String take(StringBuilder typed) {
        String line = typed.toString();
        typed.setLength(0);
        return line;
    }
}
