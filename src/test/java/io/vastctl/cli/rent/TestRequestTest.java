package io.vastctl.cli.rent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.EnvironmentDefaults;
import io.vastctl.cli.Shell;
import io.vastctl.cli.Workbench;
import io.vastctl.memory.Origin;
import io.vastctl.offer.RentalType;
import io.vastctl.provision.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Flag, then environment, then the stored setting, then the config file, then the default. */
class TestRequestTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void everythingHasADefault() {
        RunRequest request = request();

        assertThat(request.command()).isEqualTo("test");
        assertThat(request.demand().policy().name()).isEqualTo("strict");
        assertThat(request.demand().workload().name()).isEqualTo("tinyllama");
        assertThat(request.demand().filter().maxDollarsPerHour()).isEqualTo(1.0);
        assertThat(request.demand().filter().minDollarsPerHour()).isEqualTo(OptionalDouble.empty());
        assertThat(request.demand().filter().rentalType()).isEqualTo(RentalType.ON_DEMAND);
        assertThat(request.ceilings().maxAttempts()).isEqualTo(5);
        assertThat(request.ceilings().maxSpendDollars()).isEqualTo(2.0);
        assertThat(request.ceilings().deadline()).isEqualTo(Duration.ofHours(2));
        assertThat(request.labelPrefix()).isEqualTo("vastctl");
        assertThat(request.preserve()).isFalse();
        assertThat(request.origin()).isEqualTo(Origin.REAL);
    }

    @Test
    void flagsSayItAll() {
        RunRequest request = request(
                "--strictness",
                "aggressive",
                "--workload",
                "qwen-vl",
                "--image",
                "vllm/vllm-openai:v0.11.0",
                "--model",
                "Qwen/Qwen2-VL-2B-Instruct",
                "--max-price",
                "0.8",
                "--min-price",
                ".1",
                "--max-attempts",
                "3",
                "--max-spend",
                "0.5",
                "--deadline",
                "1h30m",
                "--exclude-region",
                "de,fr",
                "--gpu",
                "RTX 4090,RTX 3090",
                "--num-gpus",
                "2",
                "--interruptible",
                "--preserve",
                "--label-prefix",
                "cron",
                "--simulate");

        assertThat(request.demand().policy().name()).isEqualTo("aggressive");
        assertThat(request.demand().workload().name()).isEqualTo("qwen-vl");
        assertThat(request.demand().workload().image()).isEqualTo("vllm/vllm-openai:v0.11.0");
        assertThat(request.demand().workload().model()).isEqualTo("Qwen/Qwen2-VL-2B-Instruct");
        assertThat(request.demand().filter().maxDollarsPerHour()).isEqualTo(0.8);
        assertThat(request.demand().filter().minDollarsPerHour()).isEqualTo(OptionalDouble.of(0.1));
        assertThat(request.demand().filter().rentalType()).isEqualTo(RentalType.INTERRUPTIBLE);
        assertThat(request.demand().filter().numGpus()).isEqualTo(2);
        assertThat(request.demand().filter().excludedRegions()).contains("DE", "FR");
        assertThat(request.demand().filter().gpuNames()).containsExactlyInAnyOrder("RTX 4090", "RTX 3090");
        assertThat(request.ceilings().maxAttempts()).isEqualTo(3);
        assertThat(request.ceilings().maxSpendDollars()).isEqualTo(0.5);
        assertThat(request.ceilings().deadline()).isEqualTo(Duration.ofMinutes(90));
        assertThat(request.labelPrefix()).isEqualTo("cron");
        assertThat(request.preserve()).isTrue();
        assertThat(request.origin()).isEqualTo(Origin.SIMULATED);
    }

    @Test
    void aSecondRentalBesideASlowOneMustBeAskedFor() {
        assertThat(request().hedge()).isFalse();
        assertThat(request("--hedge").hedge()).isTrue();

        shell.write(shell.config().resolve("config.yaml"), "hedge: yes");
        assertThat(request().hedge()).isTrue();
        shell.run("config", "set", "hedge", "no").exits(0);
        assertThat(request().hedge()).isFalse();
        shell.with("VASTCTL_HEDGE", "on");
        assertThat(request().hedge()).isTrue();

        shell.with("VASTCTL_HEDGE", "maybe");
        shell.run("test", "--simulate").refuses(2, "VASTCTL_HEDGE", "\"maybe\"", "yes or no");
    }

    @Test
    void aFlagBeatsTheEnvironmentWhichBeatsTheStoredValueWhichBeatsTheFile() {
        shell.write(shell.config().resolve("config.yaml"), "max-attempts: 2");
        assertThat(request().ceilings().maxAttempts()).isEqualTo(2);

        shell.run("config", "set", "max-attempts", "3").exits(0);
        assertThat(request().ceilings().maxAttempts()).isEqualTo(3);

        shell.with("VASTCTL_MAX_ATTEMPTS", "4");
        assertThat(request().ceilings().maxAttempts()).isEqualTo(4);

        assertThat(request("--max-attempts", "6").ceilings().maxAttempts()).isEqualTo(6);
    }

    @Test
    void strictnessOnTheCommandLineBeatsTheStoredOne() {
        shell.run("config", "set", "strictness", "balanced").exits(0);

        assertThat(request().demand().policy().name()).isEqualTo("balanced");
        assertThat(request("--strictness", "aggressive").demand().policy().name())
                .isEqualTo("aggressive");
    }

    @Test
    void optionsThatAreNoSettingsHaveVariablesToo() {
        shell.with("VASTCTL_SIMULATE", "calm").with("VASTCTL_PRESERVE", "1").with("VASTCTL_INTERRUPTIBLE", "no");

        RunRequest request = request();

        assertThat(request.origin()).isEqualTo(Origin.SIMULATED);
        assertThat(request.preserve()).isTrue();
        assertThat(request.demand().filter().rentalType()).isEqualTo(RentalType.ON_DEMAND);
    }

    private RunRequest request(String... args) {
        TestCommand command = new TestCommand();
        new CommandLine(command)
                .setDefaultValueProvider(new EnvironmentDefaults(shell.environment))
                .parseArgs(args);
        try (Workbench bench = shell.bench()) {
            return command.request(bench);
        }
    }
}
