package io.vastctl.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in a real shell. */
class ServerPowerTest {

    @TempDir
    Path folder;

    private RunFiles files() {
        return new RunFiles(
                folder.toString(),
                folder.resolve("curlrc").toString(),
                folder.resolve("it's").toString());
    }

    private static int run(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return shell.exitValue();
    }

    @Test
    void stopEndsTheServerThatThePidFileNames() throws Exception {
        Process server = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(Path.of(files().pid()), server.pid() + "\n");

            assertThat(run(ServerPower.stop(files()))).isZero();

            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(143);
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void whereNoServerRunsStopDoesNothing() throws Exception {
        assertThat(run(ServerPower.stop(files()))).isZero();
        Files.writeString(Path.of(files().pid()), "-1; rm -rf x\n");
        assertThat(run(ServerPower.stop(files()))).isZero();
    }

    @Test
    void restartIsGoodShellAndHoldsNoSecret() throws Exception {
        String command = ServerPower.restart(files());

        assertThat(run("sh -n -c '" + command.replace("'", "'\\''") + "'")).isZero();
        assertThat(command).contains("/proc/1/environ").contains("sh /root/onstart.sh");
    }
}
