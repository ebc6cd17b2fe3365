package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.TakenOverException;
import io.vastctl.memory.guard.GuardLeases;
import io.vastctl.time.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HoldTest {

    private final FakeTime time = new FakeTime();
    private final Database database = Database.inMemory(time);

    private Hold hold(String holder) {
        return new Hold(
                database,
                new Post("plan", holder, "process " + holder, 1, "vastctl", Origin.SIMULATED, Post.HOLD, false),
                time);
    }

    @Test
    void aSlowHolderThatSaysSoInTimeKeepsThePlan() {
        Hold slow = hold("slow");
        slow.require();
        for (int step = 0; step < 10; step++) {
            time.pass(Duration.ofMinutes(4));
            slow.keep();
        }

        assertThat(hold("rival").take()).isPresent();
    }

    @Test
    void aHolderThatWasRobbedIsToldSoAtItsNextStepAndRobsNobodyBack() {
        Hold slow = hold("slow");
        slow.require();
        time.pass(Post.HOLD);
        assertThat(hold("rival").take()).isEmpty();

        assertThatThrownBy(slow::keep)
                .isInstanceOf(TakenOverException.class)
                .hasMessageContaining("another guard took the plan over: process rival");
        assertThatThrownBy(slow::require).isInstanceOf(TakenOverException.class);
    }

    @Test
    void aHolderThatSleptWhileAnotherCameAndWentDoesNotTakeThePlanBack() {
        Hold slow = hold("slow");
        slow.require();
        time.pass(Post.HOLD);
        Hold rival = hold("rival");
        assertThat(rival.take()).isEmpty();
        rival.release();

        assertThatThrownBy(slow::require)
                .isInstanceOf(TakenOverException.class)
                .hasMessageContaining("had the plan meanwhile");
        assertThat(hold("third").take()).as("the plan is free").isEmpty();
    }

    @Test
    void aFreshSignOfLifeIsNotWrittenAgain() {
        Hold hold = hold("one");
        hold.require();
        time.pass(Duration.ofSeconds(20));
        hold.keep();

        assertThat(new GuardLeases(database).find("plan").orElseThrow().until())
                .isEqualTo(time.instant().minusSeconds(20).plus(Post.HOLD));
    }

    @Test
    void aClockThatWasSetBackIsNoReasonToBeSilent() {
        Hold hold = hold("one");
        hold.require();
        time.pass(Duration.ofHours(-3));
        hold.keep();

        assertThat(new GuardLeases(database).find("plan").orElseThrow().until())
                .isEqualTo(time.instant().plus(Post.HOLD));
    }
}
