package io.vastctl.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.simulator.SimulatedMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told, as a program in the place of {@code systemd-notify} hears it. */
class SdNotifyTest {

    @TempDir
    Path home;

    private Path programs = Path.of("unset");
    private Path heard = Path.of("unset");

    @BeforeEach
    void aProgramThatWritesDownWhatItIsTold() throws IOException {
        programs = Files.createDirectories(home.resolve("programs"));
        heard = home.resolve("heard.txt");
        Path program =
                Files.writeString(programs.resolve("systemd-notify"), "#!/bin/sh\necho \"$*\" >>'" + heard + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> heard() throws IOException {
        return Files.exists(heard) ? Files.readAllLines(heard) : List.of();
    }

    @Test
    void theWordsAreHandedOn() throws Exception {
        SdNotify.of(Optional.of("/run/notify"), Optional.of("/nowhere:" + programs))
                .tell("READY=1", "STATUS=keeping a plan");

        assertThat(heard()).containsExactly("READY=1 STATUS=keeping a plan");
    }

    @Test
    void withoutASocketNobodyIsTold() throws Exception {
        SdNotify.of(Optional.empty(), Optional.of(programs.toString())).tell("READY=1");

        assertThat(heard()).isEmpty();
    }

    @Test
    void withoutTheProgramTheGuardGoesOn() throws Exception {
        new SdNotify(Optional.of("/run/notify"), home.resolve("missing").toString()).tell("READY=1");

        assertThat(heard()).isEmpty();
    }

    @Test
    void aGuardIsReadyOnceGivesASignForEachTickAndSaysThatItStops() throws Exception {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = new Shell(home.resolve("operator"))
                    .with("VAST_URL", market.apiUrl().toString())
                    .with("NOTIFY_SOCKET", "/run/notify")
                    .with("PATH", programs.toString());
            String plan = shell.write(home.resolve("guard.yaml"), ChatPlan.TEXT).toString();

            shell.run("guard", "once", plan).exits(0);

            List<String> heard = heard();
            assertThat(heard.get(0)).startsWith("READY=1 STATUS=keeping ");
            assertThat(heard.get(1)).isEqualTo("WATCHDOG=1 STATUS=0 rentals, 0 rents under way");
            int stopping = heard.indexOf(heard.stream()
                    .filter(line -> line.startsWith("STOPPING=1 EXTEND_TIMEOUT_USEC=90000000"))
                    .findFirst()
                    .orElseThrow());
            assertThat(heard.subList(2, stopping)).isNotEmpty().allMatch(line -> line.startsWith("WATCHDOG=1"));
            assertThat(heard.subList(stopping + 1, heard.size()))
                    .allMatch(line -> line.equals("EXTEND_TIMEOUT_USEC=90000000"));

            Files.delete(this.heard);
            shell.run("guard", "stop", plan, "--destroy").exits(0);

            assertThat(heard()).filteredOn(line -> line.startsWith("READY=1")).hasSize(1);
            assertThat(heard())
                    .filteredOn(line -> line.startsWith("WATCHDOG=1"))
                    .hasSizeGreaterThan(1);
            assertThat(heard())
                    .filteredOn(line -> line.startsWith("STOPPING=1"))
                    .hasSize(1);
        }
    }
}
