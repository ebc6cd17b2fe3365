package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class RunsOnTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime wall = new FakeTime();
    private Database database;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), wall);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A machine on which only that process runs. */
    private RunsOn machine(String host, long living) {
        return new RunsOn(
                database, wall, new Liveness(host, pid -> pid == living ? Optional.of("tick 1") : Optional.empty()));
    }

    @Test
    void whoWantsToBeAloneIsNotWhileARunOfAnotherMachineIsOn() {
        machine("laptop", 1).join("a", "vastctl test, process 1", 1);

        assertThat(machine("ci", 2).joinAlone("b", "vastctl up", 2)).isFalse();
        assertThat(machine("ci", 2).others("b")).contains("vastctl test, process 1");
        machine("laptop", 1).leave("a");
        assertThat(machine("ci", 2).joinAlone("b", "vastctl up", 2)).isTrue();
    }

    @Test
    void ofTwoWhoWantToBeAloneOneIs() {
        assertThat(machine("laptop", 1).joinAlone("a", "one", 1)).isTrue();
        assertThat(machine("ci", 2).joinAlone("b", "two", 2)).isFalse();
    }

    @Test
    void aRunOfAnotherMachineHoldsItForAMinuteAfterItsLastSignOfLife() {
        machine("laptop", 1).join("a", "one", 1);
        wall.pass(Duration.ofSeconds(50));
        machine("laptop", 1).beat("a", "one", 1);
        wall.pass(Duration.ofSeconds(50));
        assertThat(machine("ci", 2).joinAlone("b", "two", 2)).isFalse();

        wall.pass(Duration.ofSeconds(11));

        assertThat(machine("ci", 2).joinAlone("b", "two", 2)).isTrue();
    }

    @Test
    void aProcessOfThisMachineThatIsGoneHoldsNothing() {
        machine("laptop", 1).join("a", "one", 1);

        assertThat(machine("laptop", 2).joinAlone("b", "two", 2)).isTrue();
        assertThat(machine("laptop", 2).others("b")).isEmpty();
    }

    @Test
    void whoWasTakenForDeadWhileItWasAsleepIsThereAgain() {
        machine("laptop", 1).join("a", "one", 1);
        wall.pass(Duration.ofMinutes(10));
        assertThat(machine("ci", 2).others("b")).isEmpty();

        machine("laptop", 1).beat("a", "one", 1);

        assertThat(machine("ci", 2).joinAlone("b", "two", 2)).isFalse();
    }
}
