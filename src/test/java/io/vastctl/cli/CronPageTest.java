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

/** What docs/how-to/cron.md tells people to write down is run, word by word. */
class CronPageTest {

    private static final Path PAGE = Path.of("docs/how-to/cron.md");
    private static final Pattern UNIT =
            Pattern.compile("`~/\\.config/systemd/user/(\\S+)`:\\s+```ini\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path home;

    @Test
    void theCrontabLineRunsInCronsBareEnvironmentAndMailsNothing() throws Exception {
        Path bin = Files.createDirectories(home.resolve(".local/bin"));
        program(
                bin.resolve("vastctl"),
                "export VASTCTL_SIMULATE=calm VASTCTL_SPEED=1000000\nexec '"
                        + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' io.vastctl.Main \"$@\"\n");

        Process process = new ProcessBuilder(
                        "env",
                        "-i",
                        "HOME=" + home,
                        path().replace("/home/ann", home.toString()),
                        "sh",
                        "-c",
                        command())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(home.resolve(".local/state/vastctl/vastctl.db")).exists();
    }

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

    private static String path() throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith("PATH=/home/ann"))
                .findFirst()
                .orElseThrow();
    }

    /** What comes after the five fields of time. */
    private static String command() throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith("10 3 * * *"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("^(\\S+\\s+){5}", "");
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(PAGE);
    }
}
