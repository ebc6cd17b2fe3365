package io.vastctl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;
import io.vastctl.guard.loop.Checkpoint;
import io.vastctl.guard.loop.Teller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guard that is killed and started again while the API tells nothing: it reaches its machines all the same. */
class BlindRestartTest {

    private static final Duration LENGTH = Duration.ofMinutes(150);

    private static final String DARK = """
            extends: calm
            demand: 1
            timeline:
              - at: 45m
                for: 2h
                fault: api-blind
            """;

    @TempDir
    Path folder;

    private final List<Decision> decided = new ArrayList<>();
    private final List<String> happened = new ArrayList<>();

    private GuardFigures play(String scenario) throws Exception {
        Path file = Files.writeString(folder.resolve("dark.yaml"), scenario);
        Teller teller = new Teller() {
            @Override
            public void decided(Decision decision) {
                decided.add(decision);
            }

            @Override
            public void happened(String line) {
                if (line.endsWith("was killed")) decided.clear();
                happened.add(line);
            }
        };
        return GuardSeasonTest.season(file.toString(), 7, teller)
                .play(
                        LENGTH,
                        List.of(new GuardDeath(
                                GuardSeason.START.plus(Duration.ofMinutes(50)), Checkpoint.Point.STORED)));
    }

    @Test
    void leasesAreRenewedOverSshAtTheAddressesThatTheDeadGuardKnew() throws Exception {
        GuardFigures figures = play(DARK);

        assertThat(figures.kills()).isEqualTo(1);
        assertThat(decided).extracting(Decision::action).hasAtLeastOneElementOfType(Action.RenewLease.class);
        assertThat(happened).noneMatch(line -> line.contains("the lease was not renewed"));
        assertThat(figures.rentals()).isEqualTo(3);
        assertThat(figures.orphans()).isZero();
    }

    @Test
    void aMachineAtItsCriticalTemperatureIsStoppedOverSsh() throws Exception {
        GuardFigures figures = play(DARK + """
                  - at: 60m
                    for: 2h
                    fault: overheat-fast
                """);

        assertThat(decided).extracting(Decision::action).hasAtLeastOneElementOfType(Action.StopServer.class);
        assertThat(happened).anyMatch(line -> line.endsWith("stop-server done"));
        assertThat(figures.orphans()).isZero();
    }
}
