package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/how-to/cron.md tells people to write down for systemd; {@code DocsIT} runs its commands and crontabs. */
class CronPageTest {

    private static final Path PAGE = Path.of("docs/how-to/cron.md");
    private static final Pattern UNIT =
            Pattern.compile("`~/\\.config/systemd/user/(\\S+)`:\\s+```ini\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path home;

    @Test
    void theLineThatMailsFillsInTheStateOfTheNotice() throws Exception {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path mailed = home.resolve("mailed");
        program(bin.resolve("mail"), "printf '%s\\n' \"$@\" > '" + mailed + "'; cat >> '" + mailed + "'\n");
        program(
                bin.resolve("vastctl"),
                "export VASTCTL_SIMULATE=calm VASTCTL_SPEED=1000000 VASTCTL_STRICTNESS=balanced\nexec '"
                        + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' io.vastctl.Main \"$@\"\n");
        String line = lines().stream()
                .filter(one -> one.contains("--notify-cmd 'sh"))
                .findFirst()
                .orElseThrow();

        Process process = new ProcessBuilder(
                        "env", "-i", "HOME=" + home, "PATH=" + bin + ":/usr/bin:/bin", "sh", "-c", line)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(Files.readAllLines(mailed).subList(0, 3)).containsExactly("-s", "vastctl:ready", "ann");
        assertThat(Files.readString(mailed)).contains("\"schema\":\"vastctl.notice/1\"");
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void systemdFindsNothingWrongWithTheUnits() throws Exception {
        Path systemd = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(systemd), "no systemd-analyze here");
        Matcher units = UNIT.matcher(Files.readString(PAGE));
        int count = 0;
        while (units.find()) {
            Files.writeString(home.resolve(units.group(1)), units.group(2));
            count++;
        }
        assertThat(count).isEqualTo(2);

        Process process = new ProcessBuilder(
                        systemd.toString(),
                        "verify",
                        "--man=no",
                        home.resolve("vastctl-nightly.timer").toString(),
                        home.resolve("vastctl-nightly.service").toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said.lines().filter(line -> line.contains("vastctl-nightly")))
                .isEmpty();
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(PAGE);
    }
}
