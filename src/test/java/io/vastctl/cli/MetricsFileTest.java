package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.errand.RunLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

    @TempDir
    Path home;

    private Shell shell;
    private MetricsFile file;

    @BeforeEach
    void open() {
        shell = new Shell(home);
        file = new MetricsFile(home.resolve("vastctl.prom"));
    }

    @Test
    void aSuccessIsTimedPricedAndCounted() throws Exception {
        run(0);
        run(0);

        String text = file.text();
        assertThat(file.value("vastctl_last_run_exit_code")).isZero();
        assertThat(file.value("vastctl_last_success_timestamp_seconds")).isGreaterThan(1.7e9);
        assertThat(file.value("vastctl_last_run_cost_dollars")).isPositive();
        assertThat(file.value("vastctl_last_run_seconds_to_ready")).isGreaterThan(10);
        assertThat(file.value("vastctl_rentals_still_running")).isZero();
        assertThat(text)
                .contains(
                        "vastctl_runs_total{command=\"test\",market=\"simulated\",outcome=\"ready\"} 2",
                        "vastctl_last_run_attempts{command=\"test\",market=\"simulated\",outcome=\"ready\"} 1");
        assertThat(file.value("vastctl_cost_dollars_total")).isGreaterThan(file.value("vastctl_last_run_cost_dollars"));
    }

    @Test
    void aFailureKeepsTheTimeOfTheLastSuccess() throws Exception {
        run(0);
        double success = file.value("vastctl_last_success_timestamp_seconds");
        run(3, "--max-price", "0.001");

        String text = file.text();
        assertThat(file.value("vastctl_last_run_exit_code")).isEqualTo(3);
        assertThat(file.value("vastctl_last_success_timestamp_seconds")).isEqualTo(success);
        assertThat(text).contains("outcome=\"no_offer\"} 1").doesNotContain("seconds_to_ready");
    }

    @Test
    void aRunThatNeverBeganIsToldAsWell() throws Exception {
        shell.run("test", "--metrics-file", file.path().toString()).exits(7);

        assertThat(file.value("vastctl_last_run_exit_code")).isEqualTo(7);
        assertThat(file.text()).contains("market=\"real\"");
    }

    @Test
    void aRunThatWasSkippedIsToldAsWell() throws Exception {
        try (RunLock other = RunLock.beside(shell.database())) {
            assertThat(other.joinAlone("vastctl test, process 1")).isTrue();

            run(75, "--lock");
        }

        assertThat(file.value("vastctl_last_run_exit_code")).isEqualTo(75);
        try (var files = Files.list(home)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    private void run(int code, String... more) {
        List<String> args =
                new ArrayList<>(List.of("--metrics-file", file.path().toString()));
        args.addAll(List.of(more));
        shell.simulate(args.toArray(String[]::new)).exits(code);
    }
}
