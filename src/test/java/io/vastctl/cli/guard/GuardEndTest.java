package io.vastctl.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuardEndTest {

    @Test
    void whatServesGoesOnUnderItsLeaseAndIsNamed() {
        GuardEnd end = new GuardEnd(List.of("a", "b"), List.of(), false, true);

        assertThat(end.mayStillRun()).isFalse();
        assertThat(end.words()).contains("2 rentals go on under their leases: a, b");
        assertThat(new GuardEnd(List.of(), List.of(), false, true).words()).isEmpty();
    }

    @Test
    void whatIsNotProvenGoneIsNamedAndWhatServesIsNotMixedUpWithIt() {
        GuardEnd end = new GuardEnd(List.of("kept"), List.of("lost"), false, true);

        assertThat(end.mayStillRun()).isTrue();
        assertThat(end.words())
                .contains("MAY STILL BE RUNNING: lost;", "reap --yes")
                .doesNotContain("kept");
    }

    @Test
    void anOrderThatIsNotCarriedOutNamesAllThatLives() {
        GuardEnd end = new GuardEnd(List.of("kept"), List.of("lost"), true, true);

        assertThat(end.words()).contains("MAY STILL BE RUNNING: lost, kept; the order", "guard stop --destroy");
    }

    @Test
    void workThatDidNotEndMayHaveRented() {
        GuardEnd end = new GuardEnd(List.of(), List.of(), false, false);

        assertThat(end.mayStillRun()).isTrue();
        assertThat(end.words()).contains("what was being rented");
    }
}
