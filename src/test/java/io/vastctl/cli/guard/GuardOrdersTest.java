package io.vastctl.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.cli.Ran;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.memory.Database;
import io.vastctl.memory.Owners;
import io.vastctl.memory.ThisHost;
import io.vastctl.memory.guard.GuardLeases;
import io.vastctl.memory.guard.GuardOrders;
import io.vastctl.simulator.SimulatedMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders to guards that do not run, died, or cannot read their plan. */
class GuardOrdersTest {

    /** Above the largest number that Linux gives. */
    private static final long NO_PROCESS = 9_999_999;

    @TempDir
    Path home;

    private final SimulatedMarket market = Served.market("calm", 1);
    private Shell shell = new Shell(Path.of("unset"));
    private String plan = "";
    private int killed;

    @BeforeEach
    void open() {
        shell = new Shell(home.resolve("operator"))
                .with("VAST_URL", market.apiUrl().toString());
        plan = shell.write(home.resolve("guard.yaml"), ChatPlan.TEXT).toString();
    }

    @AfterEach
    void close() {
        market.close();
    }

    /** A guard of this host that was killed a moment ago. */
    private void killedGuard() throws IOException {
        Clock clock = Clock.fixed(market.truth().clock(), ZoneOffset.UTC);
        try (Database database = Database.open(shell.database(), clock)) {
            String owner = new Owners(database, clock)
                    .register("guard-killed-" + ++killed, ThisHost.liveness(), NO_PROCESS, "guard")
                    .ownerId();
            new GuardLeases(database)
                    .take(
                            Path.of(plan).toRealPath().toString(),
                            owner,
                            "process 9999999",
                            NO_PROCESS,
                            Duration.ofDays(1));
        }
    }

    @Test
    void toldToStopWhereNoneRunsItSaysSo() {
        shell.run("guard", "stop", plan).exits(0).says("No guard keeps ");
    }

    @Test
    void withoutAGuardAllIsGivenBackByTheOrderItself() {
        shell.run("guard", "stop", plan, "--destroy").exits(0);
        shell.run("guard", "once", plan).exits(0);
        assertThat(market.truth().alive()).hasSize(1);

        shell.run("guard", "stop", plan, "--destroy").exits(0);

        assertThat(market.truth().alive()).isEmpty();
    }

    @Test
    void aGuardThatWasKilledKeepsNothing() throws Exception {
        shell.run("guard", "once", plan).exits(0);
        killedGuard();

        assertThat(shell.run("guard", "status", plan, "-o", "json")
                        .exits(0)
                        .json("guard-status")
                        .path("running")
                        .asBoolean(true))
                .isFalse();
        shell.run("guard", "stop", plan).exits(0).says("No guard keeps ");
        shell.run("guard", "once", plan).exits(0);
        killedGuard();
        shell.run("guard", "stop", plan, "--destroy").exits(0);

        assertThat(market.truth().alive()).isEmpty();
        assertThat(market.truth().doubleRentals()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "once", "drain", "check"})
    void aPlanWithMistakesIsRefusedWithItsLines(String command) {
        String bad = shell.write(home.resolve("bad.yaml"), ChatPlan.TEXT.replace("tinyllama", "tinylama"))
                .toString();

        Ran ran = shell.run("guard", command, bad).exits(2);

        assertThat(ran.err() + ran.out()).contains("bad.yaml:3", "tinylama", "did you mean tinyllama?");
        assertThat(ran.err()).doesNotContain("\tat ");
        assertThat(market.truth().created()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "once", "drain", "check"})
    void aPlanThatIsNotThereIsNamed(String command) {
        Ran ran = shell.run("guard", command, home.resolve("none.yaml").toString())
                .exits(2);

        assertThat(ran.err() + ran.out()).contains("none.yaml");
    }

    @Test
    void anOrderToGiveEverythingBackIsCarriedOutByTheNextCallFromCron() throws Exception {
        shell.run("guard", "once", plan).exits(0);
        order();

        shell.run("guard", "once", plan).exits(0);

        assertThat(market.truth().alive()).isEmpty();
        assertThat(orders().standing(GuardOrders.STOP_AND_DESTROY)).isEmpty();
    }

    @Test
    void withABrokenPlanEverythingCanStillBeGivenBack() {
        shell.run("guard", "once", plan).exits(0);
        shell.write(Path.of(plan), ChatPlan.TEXT.replace("tinyllama", "tinylama"));

        Ran ran = shell.run("guard", "stop", plan, "--destroy").exits(0);

        assertThat(ran.err()).contains("tinylama", "by the plan of the last look");
        assertThat(market.truth().alive()).isEmpty();
    }

    @Test
    void withARefusedKeyItSaysWhatMayStillRunAndTheOrderStands() throws Exception {
        shell.run("guard", "once", plan).exits(0);
        String label = market.truth().alive().get(0).label();

        Ran refused = shell.with("VAST_API_KEY", "wrong")
                .run("guard", "stop", plan, "--destroy")
                .exits(6);

        assertThat(refused.err())
                .contains("MAY STILL BE RUNNING: " + label, "the order to give everything back stands");
        assertThat(orders().standing(GuardOrders.STOP_AND_DESTROY)).isNotEmpty();
        shell.with("VAST_API_KEY", "right")
                .run("guard", "stop", plan, "--destroy")
                .exits(0);
        assertThat(market.truth().alive()).isEmpty();
    }

    @Test
    void oneLookThatTheApiRefusedOrDidNotAnswerIsNoSuccess() {
        assertThat(shell.with("VAST_API_KEY", "wrong")
                        .run("guard", "once", plan, "-q")
                        .exits(7)
                        .err())
                .contains("the API refuses the key");
        assertThat(shell.with("VAST_URL", "http://127.0.0.1:1")
                        .run("guard", "once", plan)
                        .exits(1)
                        .err())
                .contains("the API told nothing");
    }

    private void order() throws IOException {
        orders().give(GuardOrders.STOP_AND_DESTROY, "");
    }

    private GuardOrders orders() throws IOException {
        Clock clock = Clock.fixed(market.truth().clock(), ZoneOffset.UTC);
        return new GuardOrders(
                Database.open(shell.database(), clock),
                Path.of(plan).toRealPath().toString());
    }
}
