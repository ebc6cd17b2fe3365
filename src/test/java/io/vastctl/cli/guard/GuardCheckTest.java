package io.vastctl.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.memory.Database;
import io.vastctl.memory.guard.GuardLeases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardCheckTest {

    private static final String GOOD = """
            endpoints:
              - name: chat
                workload: tinyllama
                strictness: balanced
                max-dollars-per-hour: 0.40
                hours: {zone: Europe/Berlin, open: mon-fri 08:00-20:00}
            budget: {per-hour: 1, per-day: 12, per-month: 350, balance-floor: 5}
            """;

    @TempDir
    Path home;

    @Test
    void aGoodPlanIsSaidInPlainWordsAndNothingIsRented() {
        Shell shell = new Shell(home);
        Path plan = shell.write(home.resolve("guard.yaml"), GOOD);

        Ran ran = shell.run("guard", "check", plan.toString()).exits(0);

        assertThat(ran.out())
                .startsWith(plan + " is good.")
                .contains(
                        "chat: 1 x tinyllama, balanced, on-demand, at most $0.400/h each; mon,tue,wed,thu,fri"
                                + " 08:00-20:00 Europe/Berlin, about 60 h a week",
                        "$1.000 an hour ($0.400)",
                        "$12.000 a day of UTC ($4.800)",
                        "leaves $5.000 of credit",
                        "Never rents what is not above");
        assertThat(ran.err()).isEmpty();
        assertThat(Files.exists(shell.database())).isFalse();
    }

    @Test
    void withoutAFileItIsTheOneBesideTheConfiguration() {
        Shell shell = new Shell(home);
        shell.run("guard", "check").refuses(2, "guard.yaml: there is no such file");
        shell.write(shell.config().resolve("guard.yaml"), GOOD);

        shell.run("guard", "check").exits(0).says("is good");
    }

    @Test
    void aBadPlanIsCode2WithALineForEachMistake() {
        Shell shell = new Shell(home);
        Path plan = shell.write(
                home.resolve("bad.yaml"), GOOD.replace("balanced", "blanced").replace("per-day", "pr-day"));

        Ran ran = shell.run("guard", "check", plan.toString()).exits(2);

        assertThat(ran.out().lines())
                .hasSize(4)
                .anyMatch(
                        line -> line.contains(":4: endpoints[0].strictness") && line.contains("did you mean balanced?"))
                .anyMatch(line -> line.contains(":7: unknown field budget.pr-day (did you mean per-day?)"))
                .anyMatch(line -> line.contains(":7: budget.per-day is missing"))
                .last()
                .isEqualTo(plan + " has errors.");
    }

    @Test
    void forProgramsItIsADocument() {
        Shell shell = new Shell(home);
        Path good = shell.write(home.resolve("guard.yaml"), GOOD);
        Path bad = shell.write(home.resolve("bad.yaml"), "endpoints: 7\n");

        JsonNode json = shell.run("guard", "check", good.toString(), "-o", "json")
                .exits(0)
                .json("guard-check");
        assertThat(json.path("good").asBoolean()).isTrue();
        assertThat(json.path("endpoints").path(0).path("maxDollarsPerHour").asDouble())
                .isEqualTo(0.4);
        assertThat(json.path("budget").path("perDay").asDouble()).isEqualTo(12);
        JsonNode refused = shell.run("guard", "check", bad.toString(), "-o", "json")
                .exits(2)
                .json("guard-check");
        assertThat(refused.path("good").asBoolean()).isFalse();
        assertThat(refused.path("problems")).hasSize(2);
        assertThat(refused.has("budget")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "once", "status", "decisions", "replay", "stop", "drain"})
    void aPlanThatNeverWasIsNoGuardThatRests(String command) {
        Shell shell = new Shell(home);
        shell.write(home.resolve("guard.yaml"), GOOD);
        String mistyped = home.resolve("gaurd.yaml").toString();

        shell.run("guard", command, mistyped).refuses(2, mistyped + ": there is no such");
    }

    @Test
    void theGuardOfAPlanThatIsGoneIsStillKnown() throws Exception {
        Shell shell = new Shell(home);
        Path plan = shell.write(home.resolve("guard.yaml"), GOOD);
        String name = plan.toRealPath().toString();
        try (Database database = Database.open(shell.database(), shell.time)) {
            new GuardLeases(database).take(name, "one", "process 4711", 4711, Duration.ofMinutes(5));
        }
        Files.delete(plan);

        shell.run("guard", "stop", name).exits(0).says("process 4711", "is told to end");
    }

    @Test
    void theMistakesOfAPlanAreApartInTheOneLineOfOtherCommands() {
        Shell shell = new Shell(home);
        Path bad = shell.write(home.resolve("bad.yaml"), GOOD.replace("budget", "budgets"));

        shell.run("guard", "once", bad.toString())
                .refuses(2, "costs; " + bad + ":7: unknown field budgets (did you mean budget?)");
    }

    @Test
    void aPolicyOfOnesOwnMayBeNamed() {
        Shell shell = new Shell(home);
        shell.write(shell.config().resolve("config.yaml"), "policies:\n  mine:\n    like: balanced\n");
        Path plan = shell.write(home.resolve("guard.yaml"), GOOD.replace("balanced", "mine"));

        shell.run("guard", "check", plan.toString()).exits(0).says("tinyllama, mine,");
    }
}
