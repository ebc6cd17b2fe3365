package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.guard.ChatPlan;
import io.vastctl.memory.Database;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunEnd;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunStart;
import io.vastctl.memory.SpoolPlace;
import io.vastctl.memory.StateAddress;
import io.vastctl.simulator.SimulatedMarket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is a standby, or whose role may only read: nothing is rented, and whoever only looks may look. */
class ReadOnlyServerTest {

    /** Why nothing can be written. */
    enum Why {
        STANDBY("it can only be read") {
            @Override
            String closed(String url) {
                return url + "&options=-c%20default_transaction_read_only=on";
            }
        },
        READER("this is not permitted") {
            @Override
            String closed(String url) {
                String role = "reader_" + url.replaceAll(".*/(\\w+)\\?.*", "$1");
                EmbeddedServer.executeAt(url, "CREATE ROLE " + role + " LOGIN");
                EmbeddedServer.executeAt(url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
                return url.replace("user=postgres", "user=" + role);
            }
        };

        private final String told;

        Why(String told) {
            this.told = told;
        }

        abstract String closed(String url);
    }

    @TempDir
    Path home;

    private final SimulatedMarket market = Served.market("calm", 1);
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home).with("VAST_URL", market.apiUrl().toString()).with("VAST_API_KEY", "any");
    }

    @AfterEach
    void close() {
        market.close();
    }

    private List<String> inMarket(String line) {
        return List.of(
                line.replace("PLAN", home.resolve("guard.yaml").toString()).split(" "));
    }

    @ParameterizedTest
    @EnumSource(Why.class)
    void whatMustWriteEndsWithTwoAndOneLineBeforeAnythingIsRented(Why why) {
        String url = EmbeddedServer.withTables();
        shell.with("VASTCTL_STATE", why.closed(url));
        shell.write(home.resolve("guard.yaml"), ChatPlan.with(100));

        for (String line : List.of(
                "survey --strictness balanced --count 2",
                "test --strictness balanced",
                "test --strictness balanced --lock",
                "up --strictness balanced",
                "down 5 --yes",
                "down --all --yes",
                "reap --yes",
                "guard once PLAN",
                "guard run PLAN",
                "bad-hosts add 5")) {
            Ran ran = shell.run(inMarket(line).toArray(String[]::new));

            assertThat(ran.code()).as(line + "\n" + ran.err()).isEqualTo(2);
            assertThat(ran.err().strip().lines())
                    .as(line)
                    .singleElement()
                    .asString()
                    .contains(why.told);
            assertThat(ran.out()).as(line).isEmpty();
        }
        assertThat(market.truth().created()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Why.class)
    void whatOnlyReadsWorks(Why why) {
        String url = EmbeddedServer.withTables();
        shell.with("VASTCTL_STATE", url);
        shell.run("up", "--strictness", "balanced").exits(0);
        shell.run("test", "--strictness", "balanced").exits(0);
        shell.with("VASTCTL_STATE", why.closed(url));

        assertThat(shell.run("instances", "-o", "json").exits(0).json("instances"))
                .isNotEmpty();
        shell.run("instances").exits(0).says("kept");
        for (String line : List.of(
                "offers --strictness balanced",
                "test --strictness balanced --dry-run",
                "up --strictness balanced --dry-run",
                "survey --strictness balanced --count 2 --dry-run",
                "runs list",
                "hosts list",
                "bad-hosts list",
                "config list",
                "state check")) {
            Ran ran = shell.run(line.split(" "));
            assertThat(ran.code()).as(line + "\n" + ran.err()).isZero();
        }
        assertThat(market.truth().alive()).hasSize(1);
    }

    @Test
    void whatADeadProcessLeftIsShownAndLeftAloneWhereNothingCanBeWritten() {
        String url = EmbeddedServer.withTables();
        shell.with("VASTCTL_STATE", url);
        shell.run("up", "--strictness", "balanced").exits(0);
        EmbeddedServer.executeAt(url, "UPDATE journal SET state = 'CREATED'");
        shell.with("VASTCTL_STATE", Why.STANDBY.closed(url));

        Ran ran = shell.run("instances").exits(0);

        assertThat(ran.err()).contains("earlier rentals could not be looked after: the state can only be read");
        assertThat(ran.out()).contains("orphan");
        assertThat(market.truth().alive()).hasSize(1);
    }

    @Test
    void aServerThatBecomesAStandbyInTheMiddleIsAwayForWhoHasWrittenToIt() {
        String url = EmbeddedServer.withTables();
        String name = url.replaceAll(".*/(\\w+)\\?.*", "$1");
        List<String> told = new ArrayList<>();
        SpoolPlace place = new SpoolPlace(home.resolve("server-1.db"), shell.time, shell.time, told::add);
        try (Database database =
                Database.open(StateAddress.of(url), Map.of(), shell.time, () -> false, Optional.of(place))) {
            Instant now = shell.time.instant();
            RunHistory history = new RunHistory(database);
            history.begin(new RunStart("r1", "test", "strict", "tinyllama", "image", "model", Origin.REAL, now, ""));
            EmbeddedServer.execute("postgres", "ALTER DATABASE " + name + " SET default_transaction_read_only = on");
            EmbeddedServer.execute(
                    "postgres",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vastctl' AND"
                            + " datname = '" + name + "'");

            history.finish(new RunEnd("r1", "ready", 0, now, 0.5, OptionalDouble.of(60)));
            assertThat(told).singleElement().asString().contains("the state's server is away");
            EmbeddedServer.execute("postgres", "ALTER DATABASE " + name + " SET default_transaction_read_only = off");
        }
        assertThat(told).last().asString().contains("brought in");
        try (Database after = Database.open(StateAddress.of(url), Map.of(), shell.time, () -> false)) {
            assertThat(new RunHistory(after).show("r1").orElseThrow().summary().outcome())
                    .isEqualTo("ready");
        }
    }
}
