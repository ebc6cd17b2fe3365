package io.vastctl.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A shell for one page: what one command leaves (variables, folder, background) the next one finds. It runs in a network
 * of its own in which there is nothing but loopback.
 */
final class ShellSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final List<String> ALONE =
            List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--");

    private final Process shell;
    private final BufferedWriter input;
    private final Path scratch;
    private int count;
    private int last;
    private boolean stuck;

    /** @param scratch a folder for what is printed, which no command sees */
    ShellSession(Path folder, Path scratch, Map<String, String> environment) throws IOException {
        this.scratch = scratch;
        // The shell is the first process of its name space, so all that it started ends with it.
        List<String> command = new ArrayList<>(ALONE);
        command.addAll(List.of("sh", "-c", "ip link set lo up && exec bash --noprofile --norc"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("shell.txt").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        shell = builder.start();
        input = new BufferedWriter(new OutputStreamWriter(shell.getOutputStream(), UTF_8));
    }

    /** What a command printed, and how it ended. */
    record Result(int exitCode, List<String> printed) {}

    /** @throws AssertionError if it does not end in time */
    Result run(String command) throws IOException {
        Path out = prepare(command);
        say("(exit " + last + "); . " + quoted(out, ".sh") + " </dev/null >" + quoted(out, ".out") + " 2>&1; "
                + "echo $? >" + quoted(out, ".part") + "; mv " + quoted(out, ".part") + " " + quoted(out, ".rc"));
        return ended(out);
    }

    /** Starts a command that goes on, and waits until what it printed is enough. */
    Background start(String command, Predicate<List<String>> enough) throws IOException {
        Path out = prepare(command);
        // Job control, so that it is a group that Ctrl-C reaches; without it the shell would have it ignore SIGINT.
        say("set -m; { . " + quoted(out, ".sh") + "; } </dev/null >" + quoted(out, ".out")
                + " 2>&1 & job=$!; set +m; echo $job >" + quoted(out, ".pid"));
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!enough.test(printed(out))) {
            if (System.nanoTime() > giveUp)
                throw new AssertionError("still waiting for what is shown: " + printed(out));
            pause();
        }
        return new Background(out);
    }

    /** A command that goes on. */
    final class Background {
        private final Path out;

        private Background(Path out) {
            this.out = out;
        }

        /** Ctrl-C. */
        Result interrupt() throws IOException {
            say("kill -INT -- -$(cat " + quoted(out, ".pid") + "); wait $(cat " + quoted(out, ".pid") + "); echo $? >"
                    + quoted(out, ".part") + "; mv " + quoted(out, ".part") + " " + quoted(out, ".rc"));
            return ended(out);
        }
    }

    /** Whether a command did not end, so that no other one can follow. */
    boolean stuck() {
        return stuck || !shell.isAlive();
    }

    /** Whether the text is one or more whole commands. */
    boolean accepts(String text) throws IOException {
        Path file = Files.writeString(scratch.resolve("syntax.sh"), text);
        Process check = new ProcessBuilder("bash", "-n", file.toString())
                .redirectErrorStream(true)
                .start();
        return check.getInputStream().readAllBytes().length == 0;
    }

    private Path prepare(String command) throws IOException {
        Path out = scratch.resolve(String.valueOf(count++));
        Files.writeString(out.resolveSibling(out.getFileName() + ".sh"), command + "\n");
        Files.writeString(out.resolveSibling(out.getFileName() + ".out"), "");
        return out;
    }

    private Result ended(Path out) throws IOException {
        Path code = out.resolveSibling(out.getFileName() + ".rc");
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(code)) {
            if (!shell.isAlive())
                throw new AssertionError("the shell has ended: " + Files.readString(scratch.resolve("shell.txt")));
            stuck = System.nanoTime() > giveUp;
            if (stuck) throw new AssertionError("not done in " + PATIENCE.toSeconds() + " s; so far: " + printed(out));
            pause();
        }
        last = Integer.parseInt(Files.readString(code).strip());
        return new Result(last, printed(out));
    }

    private static List<String> printed(Path out) throws IOException {
        String text = new String(Files.readAllBytes(out.resolveSibling(out.getFileName() + ".out")), UTF_8);
        return text.lines().toList();
    }

    private void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    private static String quoted(Path out, String suffix) {
        return "'" + out + suffix + "'";
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    /** Whether this computer lets somebody make a network of their own. */
    static boolean possible() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ALONE);
        command.addAll(List.of("ip", "link", "set", "lo", "up"));
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    /** Ends the shell and whatever it started. */
    @Override
    public void close() throws IOException {
        shell.destroyForcibly();
        input.close();
    }
}
