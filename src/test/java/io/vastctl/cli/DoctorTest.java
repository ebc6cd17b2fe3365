package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.outcome.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    private static final String PLANTED = "planted-secret-0123456789abcdef";

    @TempDir
    Path home;

    @Test
    void everyCheckHasALevelAndEveryTroubleARemedy() {
        JsonNode good = new Shell(home)
                .run("doctor", "--simulate", "-o", "json")
                .exits(0)
                .json("doctor");
        assertThat(Ran.items(good.path("checks")))
                .allSatisfy(check -> assertThat(check.path("level").asText()).isEqualTo("ok"))
                .extracting(check -> check.path("check").asText())
                .contains("key", "balance", "spend limit", "clock", "right to read", "right to destroy", "SSH key")
                .contains("database", "disk", "Java", "adapters");

        JsonNode bad = new Shell(home).run("doctor", "-o", "json").exits(7).json("doctor");
        assertThat(Ran.items(bad.path("checks")))
                .filteredOn(check -> check.path("level").asText().equals("fail"))
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.path("remedy").asText()).isNotEmpty());
    }

    @Test
    void withoutANetworkItTellsWhatFailsAndChecksTheRest() {
        Ran ran = new Shell(home).with("VAST_API_KEY", PLANTED).run("doctor", "--api-url", "http://127.0.0.1:9");

        ran.exits(1).says("fail", "see the network", "database", "disk", "Java");
        assertThat(ran.out() + ran.err()).doesNotContain(PLANTED);
    }

    @Test
    void aDiskThatIsNearlyFullIsAWarningAndAFullOneAFailure() {
        assertThat(HomeChecks.disk(home, 600_000_000).level()).isEqualTo(Finding.Level.ok);
        assertThat(HomeChecks.disk(home, 100_000_000).level()).isEqualTo(Finding.Level.warn);
        assertThat(HomeChecks.disk(home, 1_000).exitCode()).isEqualTo(ExitCode.INTERNAL);
    }

    @Test
    void creditBelowTheSpendLimitIsAWarning() {
        assertThat(HomeChecks.spendLimit(2, 1).level()).isEqualTo(Finding.Level.warn);
        assertThat(HomeChecks.spendLimit(2, 3).level()).isEqualTo(Finding.Level.ok);
    }

    @Test
    void anOldJavaFails() {
        assertThat(HomeChecks.java(Runtime.Version.parse("11.0.2")).level()).isEqualTo(Finding.Level.fail);
        assertThat(HomeChecks.java(Runtime.Version.parse("21")).level()).isEqualTo(Finding.Level.ok);
    }
}
