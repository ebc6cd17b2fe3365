package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves on a terminal, and that it is the same run as elsewhere. */
class LiveDisplayTest {

    private static final Pattern MADE_UP = Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{6}|127\\.0\\.0\\.1:\\d+");
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

    @TempDir
    Path home;

    @TempDir
    Path other;

    @Test
    void whoWatchesChangesNothing() {
        String[] run = {
            "test", "--simulate=hostile", "--seed", "3", "--speed", "1000000", "--strictness", "balanced", "-o", "json"
        };

        String watched = new Shell(home).runOnScreen(run).json("run").toString();
        String alone = new Shell(other).run(run).json("run").toString();

        assertThat(MADE_UP.matcher(watched).replaceAll("RUN"))
                .contains("\"secondsToReady\"")
                .isEqualTo(MADE_UP.matcher(alone).replaceAll("RUN"));
    }

    @Test
    void anAttemptThatIsOverIsOneLineAndTheBlockIsGone() {
        Shell shell = new Shell(home);
        String[] hostile = {
            "test", "--simulate=hostile", "--seed", "3", "--speed", "1000000", "--strictness", "balanced"
        };

        Ran ran = shell.runOnScreen(hostile);
        int attempts = ran.out().split("Attempt \\d+ ", -1).length - 1;

        List<String> lines = shown(ran.err());
        assertThat(lines.stream().filter(line -> line.contains("  Attempt "))).hasSize(attempts);
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain(" so far", "ready in about"));
    }

    @Test
    void quietAndNoProgressDrawNothing() {
        Shell shell = new Shell(home);
        String[] quiet = {"test", "--simulate", "--speed", "1000000", "--strictness", "balanced", "-q"};
        String[] plain = {"test", "--simulate", "--speed", "1000000", "--strictness", "balanced", "--no-progress"};

        assertThat(shell.runOnScreen(quiet).exits(0).err()).isEmpty();
        assertThat(shell.runOnScreen(plain).exits(0).err())
                .doesNotContain("\u001b", " so far")
                .contains("    IMAGE_PULL: ");
    }

    /** What is left when each erased row is gone. */
    private static List<String> shown(String sent) {
        StringBuilder screen = new StringBuilder();
        for (String part : sent.split("(?<=\u001b\\[2K)|(?=\u001b\\[1A)", -1)) {
            if (part.startsWith("\u001b[1A")) {
                int end = screen.lastIndexOf("\n", Math.max(0, screen.length() - 2));
                screen.setLength(Math.max(0, end + 1));
            }
            screen.append(ESCAPES.matcher(part).replaceAll("").replace("\r", ""));
        }
        return screen.toString().lines().toList();
    }
}
