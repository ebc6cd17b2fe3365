package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.TakenOverException;
import io.vastctl.provision.Relay;
import io.vastctl.time.FakeTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Steps that never end. */
class LimitTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final CountDownLatch never = new CountDownLatch(1);

    private String hang() throws InterruptedException {
        never.await();
        return "never";
    }

    @Test
    void whatHangsIsCutOffAndTheOthersAreNot() throws Exception {
        try (Limit limit = Limit.real()) {
            List<Callable<String>> steps = List.of(this::hang, () -> "looked", this::hang, () -> "looked too");

            assertThat(limit.all(steps, SHORT))
                    .containsExactly(
                            Optional.empty(), Optional.of("looked"), Optional.empty(), Optional.of("looked too"));
        }
    }

    @Test
    void whatIsCutOffIsInterrupted() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch over = new CountDownLatch(1);
        Callable<String> step = () -> {
            try {
                return hang();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            } finally {
                over.countDown();
            }
        };
        try (Limit limit = Limit.real()) {
            limit.all(List.of(step), SHORT);
            over.await();
        }
        assertThat(interrupted).isTrue();
    }

    @Test
    void whatCannotBeInterruptedIsLeftBehind() throws Exception {
        AtomicBoolean goOn = new AtomicBoolean(true);
        Callable<String> deaf = () -> {
            while (goOn.get()) Thread.onSpinWait();
            return "late";
        };
        try (Limit limit = Limit.real()) {
            assertThat(limit.all(List.of(deaf), SHORT)).containsExactly(Optional.empty());
            Callable<String> next = () -> "at once";
            assertThat(limit.all(List.of(next), SHORT)).containsExactly(Optional.of("at once"));
        } finally {
            goOn.set(false);
        }
    }

    @Test
    void othersOfTheRelayGoOnWhileAStepHangs() throws Exception {
        FakeTime time = new FakeTime();
        Relay relay = Relay.inRealTime(time, time);
        CountDownLatch worked = new CountDownLatch(1);
        relay.start("rent", runner -> worked.countDown());
        Callable<String> step = () -> {
            worked.await();
            return "the rent went on";
        };
        try (Limit limit = Limit.real()) {
            Limit kept = new KeptLimit(limit, relay.first(), () -> {}, line -> {});

            assertThat(kept.all(List.of(step), Duration.ofSeconds(30)))
                    .containsExactly(Optional.of("the rent went on"));
        }
        relay.first().awaitOthers();
    }

    @Test
    void aGuardThatWasRobbedBeginsNoStep() {
        FakeTime time = new FakeTime();
        Relay relay = Relay.inRealTime(time, time);
        AtomicInteger begun = new AtomicInteger();
        try (Limit limit = Limit.none()) {
            Runnable robbed = () -> {
                throw new TakenOverException("another guard");
            };
            Limit kept = new KeptLimit(limit, relay.first(), robbed, line -> {});
            Callable<Integer> step = begun::incrementAndGet;

            assertThatThrownBy(() -> kept.all(List.of(step), SHORT)).isInstanceOf(TakenOverException.class);
        }
        assertThat(begun).hasValue(0);
    }
}
