package io.vastctl.cli.rentals;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the lease before anything is rented. */
class LeaseOptionsTest {

    @TempDir
    Path home;

    private Ran simulate(String... args) {
        return new Shell(home).simulate(args);
    }

    @Test
    void noLeaseIsSaidLoudlyAndWhenQuietOnlyIfTheRunFails() {
        String said = "--no-lease: nothing on the machine ends the rental";
        assertThat(simulate("--simulate=calm", "--no-lease").exits(0).err()).contains(said);
        assertThat(simulate("--simulate=calm", "--no-lease", "-q").exits(0).err())
                .isEmpty();
        assertThat(simulate("--simulate=calm", "--no-lease", "-q", "--max-price", "0.001")
                        .exits(3)
                        .err())
                .contains(said);
        assertThat(simulate("--simulate=calm").exits(0).err()).doesNotContain("--no-lease");
    }

    @Test
    void bothOptionsContradict() {
        simulate("--lease", "30m", "--no-lease").refuses(2, "--lease and --no-lease", "give one of them");
    }

    @Test
    void aLeaseOutsideItsBoundsIsRefused() {
        simulate("--lease", "1m").refuses(2, "flag --lease", "from 2m to 90d");
    }

    @Test
    void aStartScriptWithoutRoomIsRefusedAlsoInADryRun() throws Exception {
        Path workload = Files.writeString(home.resolve("long.yaml"), """
                name: long
                adapter: vllm
                image: vllm/vllm-openai:v0.10.2
                model: TinyLlama/TinyLlama-1.1B-Chat-v1.0
                args: ["--served-model-name", "LONG"]
                vram-gb: 8
                disk-gb: 40
                """.replace("LONG", "x".repeat(900)));

        simulate("--workload", workload.toString(), "--dry-run").refuses(2, "with the lease", "--no-lease");
    }
}
