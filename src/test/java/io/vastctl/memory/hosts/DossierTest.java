package io.vastctl.memory.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Rentals;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.TestEngine;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
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
class DossierTest {

    @Parameter
    TestEngine engine;

    private static final long HOST = 100;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private BadHosts hosts;
    private int attempts;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        hosts = new BadHosts(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aStallAfterAStrikeEndsNoParole() {
        fail(7, FailureClass.INFRA_FATAL);
        time.pass(Duration.ofDays(2));
        assertThat(onParole(7)).isTrue();

        fail(7, FailureClass.STALLED);
        assertThat(onParole(7)).as("while it is barred").isFalse();
        time.pass(Duration.ofDays(2));

        assertThat(onParole(7)).isTrue();
    }

    @Test
    void aStallAloneIsNoParoleAndMakesNoHostSuspect() {
        fail(7, FailureClass.STALLED);
        assertThat(suspects()).isZero();
        fail(8, FailureClass.INFRA_FATAL);
        assertThat(suspects()).isEqualTo(1);

        time.pass(Duration.ofDays(2));
        assertThat(onParole(7)).isFalse();
    }

    @Test
    void aMachineAnswersForWhatWasSaidOfItsHostUnlessSomethingWasSaidOfItself() {
        fail(7, FailureClass.STALLED);
        time.pass(Duration.ofDays(2));
        assertThat(machine(7).barredAt(time.instant())).isFalse();

        hosts.addManual(Scope.HOST, HOST, "rude", Optional.empty());
        assertThat(machine(7).barredAt(time.instant())).isTrue();
        hosts.whitelist(Scope.MACHINE, 7, "kind");
        hosts.addManual(Scope.MACHINE, 8, "loud", Optional.empty());
        new RunHistory(database).begin(Rentals.run("run", Origin.REAL, time.instant()));
        new RunHistory(database).attempt(Rentals.ready("run", 1, 7, HOST));
        new RunHistory(database).attempt(Rentals.ready("run", 2, 8, HOST));
        new RunHistory(database).attempt(Rentals.ready("run", 3, 9, HOST));

        assertThat(machine(7).isExemptAt(time.instant())).isTrue();
        assertThat(machine(7).barredAt(time.instant())).isFalse();
        assertThat(machine(9).barredAt(time.instant())).isTrue();
        hosts.whitelist(Scope.HOST, HOST, "friends");
        assertThat(machine(8).barredAt(time.instant())).isTrue();
        assertThat(machine(8).isExemptAt(time.instant())).isFalse();
        assertThat(machine(9).isExemptAt(time.instant())).isTrue();
    }

    private boolean onParole(long machine) {
        return machine(machine).held().stream().anyMatch(Dossier.Held::onParole);
    }

    private long suspects() {
        return hosts.dossier(Scope.HOST, HOST).machinesBarredAt(time.instant(), Origin.REAL);
    }

    private Dossier machine(long machine) {
        return hosts.dossier(Scope.MACHINE, machine);
    }

    private void fail(long machine, FailureClass failureClass) {
        Failure failure = new Failure(failureClass, "no-progress", Phase.CONTAINER_START, "");
        AttemptKey attempt = new AttemptKey("failing", ++attempts);
        hosts.charge(
                new Evidence(attempt, machine, HOST, "tinyllama", "image", Optional.of(failure), time.instant()),
                Origin.REAL);
    }
}
