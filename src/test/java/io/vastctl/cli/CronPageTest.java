package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
