package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A real terminal with a shell in it, whose screen can be read: tmux, with a server of its own. */
final class Tmux implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path socket;

    private Tmux(Path socket) {
        this.socket = socket;
    }

    /** Whether tmux is installed. */
    static boolean isThere() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Opens a window of that many columns and 24 rows, whose shell prompts with {@code >>>}. */
    static Tmux open(Path home, int columns, Map<String, String> environment) throws IOException {
        Tmux tmux = new Tmux(home.resolve("tmux.sock"));
        List<String> shell = new ArrayList<>(List.of("env", "-i", "PS1=>>> ", "TERM=screen", "HOME=" + home));
        shell.add("PATH=" + System.getenv("PATH"));
        shell.add("XDG_CONFIG_HOME=" + home.resolve("config"));
        shell.add("XDG_STATE_HOME=" + home.resolve("state"));
        shell.add("VASTCTL_ARCHIVE=off");
        environment.forEach((name, value) -> shell.add(name + "=" + value));
        shell.add("sh");
        List<String> command =
                new ArrayList<>(List.of("-u", "-f", "/dev/null", "new-session", "-d", "-x", String.valueOf(columns)));
        command.addAll(List.of("-y", "24", "--"));
        command.addAll(shell);
        tmux.run(command.toArray(String[]::new));
        tmux.await(screen -> screen.contains(">>>"));
        return tmux;
    }

    /** Types a line. */
    Tmux type(String line) throws IOException {
        run("send-keys", "-l", line);
        run("send-keys", "Enter");
        return this;
    }

    Tmux key(String name) throws IOException {
        run("send-keys", name);
        return this;
    }

    Tmux resize(int columns) throws IOException {
        run("resize-window", "-x", String.valueOf(columns), "-y", "24");
        return this;
    }

    private String capture(String firstRow) throws IOException {
        return run("capture-pane", "-p", "-S", firstRow);
    }

    /** The whole with its styles. */
    String styled() throws IOException {
        return run("capture-pane", "-p", "-e", "-S", "-");
    }

    boolean cursorIsVisible() throws IOException {
        return run("display-message", "-p", "#{cursor_flag}").strip().equals("1");
    }

    /** Waits until the screen, with what has scrolled off it, is like that. @return the screen */
    String await(Predicate<String> wanted) throws IOException {
        return await(wanted, "-");
    }

    /** The same of what can be seen. */
    String awaitVisible(Predicate<String> wanted) throws IOException {
        return await(wanted, "0");
    }

    private String await(Predicate<String> wanted, String firstRow) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        String screen = capture(firstRow);
        while (!wanted.test(screen)) {
            assertThat(System.nanoTime()).as(screen).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            screen = capture(firstRow);
        }
        return screen;
    }

    private String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Its output has ended, and so has it.
        int code = process.onExit().join().exitValue();
        assertThat(code).as("%s: %s", command, said).isZero();
        return said;
    }

    @Override
    public void close() throws IOException {
        run("kill-server");
    }
}
