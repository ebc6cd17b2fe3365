package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.guard.HeatLimits.Band;
import io.vastctl.instance.InstanceStatus;
import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void aPlanThatMakesNoSenseIsRefusedInOneSentence() {
        assertThatThrownBy(() -> Plan.of(List.of(Scene.chat(1), Scene.chat(2)), Scene.BUDGET))
                .hasMessage("two endpoints are named chat");
        assertThatThrownBy(() -> Scene.chat(-1)).hasMessage("the count of chat must lie from 0 to 1000, not -1");
        assertThatThrownBy(() -> new Budget(Double.NaN, 1, 1, 0, Duration.ZERO, ZoneOffset.UTC))
                .hasMessageStartingWith("the budget of an hour must lie from");
        assertThatThrownBy(() -> new HealthRules(1, 2, 0.5, 10, Optional.empty()))
                .hasMessageContaining("the misses");
        assertThatThrownBy(() -> new HeatLimits(new Band(90, 80, 99), new Band(1, 2, 3), new Band(3, 2, 1)))
                .hasMessageContaining("core");
        assertThatThrownBy(() -> new AbsenceRules(
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1)))
                .hasMessageContaining("must last from 2 min to 60 min, not 2.0 h");
    }

    @Test
    void withoutALimitOfItsOwnAnEndpointMayCostAnEqualShareOfTheHour() {
        PlannedEndpoint free = new PlannedEndpoint(
                "free", "w", "strict", 3, Hours.ALWAYS, RentalType.ON_DEMAND, OptionalDouble.empty());
        Plan plan = Plan.of(List.of(Scene.chat(1), free), Scene.BUDGET);
        assertThat(plan.ceiling(free)).isEqualTo(0.25);
        assertThat(plan.ceiling(Scene.chat(1))).isEqualTo(0.50);
    }

    @Test
    void aJumpOfTheClockMovesWhatIsRememberedSoThatSpansStayTrue() {
        Rental rental = RentalBuilder.rental(1)
                .missing(4)
                .failing(3, 5)
                .tried(Step.REBOOT, 1, 7)
                .build();
        Duration jump = Duration.ofHours(-3);

        Rental moved = rental.moved(jump);

        assertThat(moved.health().failingSince()).contains(RentalBuilder.ago(5).plus(jump));
        assertThat(moved.missingSince()).contains(RentalBuilder.ago(4).plus(jump));
        assertThat(moved.moved(jump.negated())).isEqualTo(rental);
    }

    @Test
    void whatTheApiSaysBecomesALife() {
        assertThat(Life.of(InstanceStatus.STOPPED, RentalType.INTERRUPTIBLE)).isEqualTo(Life.OUTBID);
        assertThat(Life.of(InstanceStatus.STOPPED, RentalType.ON_DEMAND)).isEqualTo(Life.STOPPED);
        assertThat(Life.of(InstanceStatus.PENDING, RentalType.ON_DEMAND)).isEqualTo(Life.STARTING);
        assertThat(Life.of(InstanceStatus.OFFLINE, RentalType.ON_DEMAND)).isEqualTo(Life.OFFLINE);
    }

    @Test
    void aLifeKeepsItsMomentWhileTheWordStaysTheSame() {
        Rental lost = RentalBuilder.rental(1).life(Life.OFFLINE, 9).build();
        assertThat(lost.listed(Optional.of(Life.OFFLINE), NOW).lifeSince()).isEqualTo(RentalBuilder.ago(9));
        assertThat(lost.listed(Optional.of(Life.RUNNING), NOW).lifeSince()).isEqualTo(NOW);
        assertThat(lost.listed(Optional.empty(), NOW).missingSince()).contains(NOW);
        assertThat(lost.tried(Step.REBOOT, NOW).tried(Step.REBOOT, NOW).tries())
                .containsEntry(Step.REBOOT, new Rental.Tries(2, NOW));
        assertThat(lost.on(new Duty.Draining(NOW, Rule.HOT)).duty().draining()).isPresent();
    }
}
