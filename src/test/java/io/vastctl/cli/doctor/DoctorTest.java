package io.vastctl.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.cli.errand.RunLock;
import io.vastctl.outcome.ExitCode;
import io.vastctl.simulator.SimulatedMarket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
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
    void eachRightOfTheKeyIsAskedForWithoutRenting() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            String url = market.apiUrl().toString();

            Ran readonly = doctor("readonly", url).exits(7);
            assertThat(level(readonly, "key accepted")).isEqualTo("ok");
            assertThat(level(readonly, "right to read")).isEqualTo("ok");
            assertThat(level(readonly, "right to search")).isEqualTo("ok");
            assertThat(level(readonly, "right to destroy")).isEqualTo("fail");

            Ran wrong = doctor("wrong", url).exits(7);
            assertThat(level(wrong, "key accepted")).isEqualTo("fail");
            assertThat(level(wrong, "account")).isEqualTo("warn");
            assertThat(level(wrong, "database")).isEqualTo("ok");

            Ran search = doctor("searchonly", url).exits(7);
            assertThat(level(search, "right to search")).isEqualTo("ok");
            assertThat(level(search, "right to read")).isEqualTo("fail");

            assertThat(level(doctor("mine", url).exits(0), "SSH key registered"))
                    .isEqualTo("warn");
            new Shell(home)
                    .with("VAST_URL", url)
                    .run("init", "--register-ssh-key")
                    .exits(0);
            assertThat(level(doctor("mine", url).exits(0), "SSH key registered"))
                    .isEqualTo("ok");
            assertThat(market.truth().json().toString()).contains("\"created\":0");
        }
    }

    @Test
    void aRunThatIsOnIsNamedAndNotKeptOut() throws Exception {
        Shell shell = new Shell(home);
        shell.run("doctor", "--simulate").exits(0).says("no run is on");
        try (RunLock lock = RunLock.beside(shell.database())) {
            lock.join("vastctl test, process 4711", shell.time);
            shell.run("doctor", "--simulate").exits(0).says("a run is on: vastctl test, process 4711");
        }
        shell.run("doctor", "--simulate").exits(0).says("no run is on");
    }

    @Test
    void aBrokenConfigFileIsAFailureAndTheRestIsStillLookedAt() {
        Shell shell = new Shell(home);
        shell.write(shell.config().resolve("config.yaml"), "max_price: 1\n");

        Ran ran = shell.run("doctor", "--simulate", "-o", "json").exits(2);

        assertThat(level(ran, "settings")).isEqualTo("fail");
        assertThat(level(ran, "Java")).isEqualTo("ok");
    }

    @Test
    void aStateFileThatOthersCanReadIsAWarning() throws Exception {
        Shell shell = new Shell(home);
        shell.run("doctor", "--simulate").exits(0).says("sound, schema");
        Files.setPosixFilePermissions(shell.database(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(level(shell.run("doctor", "--simulate", "-o", "json").exits(0), "database"))
                .isEqualTo("warn");
    }

    @Test
    void aNetworkThatFailsSaysHow() throws Exception {
        try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(NetworkCheck.of(URI.create("http://127.0.0.1:" + open.getLocalPort()))
                            .level())
                    .isEqualTo(Finding.Level.ok);
        }
        assertThat(NetworkCheck.of(URI.create("http://127.0.0.1:9")).detail()).contains("refused");
    }

    @Test
    void aClockThatIsOffByMoreThanAMinuteFails() {
        assertThat(AccountCheck.skew(Duration.ofSeconds(59)).level()).isEqualTo(Finding.Level.ok);
        assertThat(AccountCheck.skew(Duration.ofSeconds(90)).level()).isEqualTo(Finding.Level.fail);
    }

    @Test
    void aRentalThatMayStillRunOutranksEveryOtherFailure() {
        assertThat(DoctorCommand.exitCode(List.of(
                        Finding.bad("key", "none", "get one", ExitCode.ACCOUNT),
                        Finding.bad("journal", "open", "reap", ExitCode.MAY_STILL_RUN))))
                .isEqualTo(ExitCode.MAY_STILL_RUN);
    }

    private Ran doctor(String key, String url) {
        return new Shell(home).with("VAST_API_KEY", key).with("VAST_URL", url).run("doctor", "-o", "json");
    }

    private static String level(Ran ran, String check) {
        return Ran.items(ran.json("doctor").path("checks")).stream()
                .filter(one -> one.path("check").asText().equals(check))
                .map(one -> one.path("level").asText())
                .findFirst()
                .orElse("absent");
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
