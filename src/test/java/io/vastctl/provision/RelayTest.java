package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two threads and one baton. */
final class RelayTest {

    private final FakeTime time = new FakeTime();
    private final Instant start = time.instant();
    private final Relay relay = new Relay(time, time);
    private final List<String> heard = new ArrayList<>();

    private void say(String what) {
        heard.add(Duration.between(start, time.instant()).toSeconds() + " " + what);
    }

    private void sleep(Relay.Runner runner, int seconds) {
        try {
            runner.sleep(Duration.ofSeconds(seconds));
        } catch (InterruptedException e) {
            say("interrupted");
        }
    }

    /** The other waits for its turn, so it passes the interruption on. */
    private static void interruptAndHearOfIt(Thread other) {
        other.interrupt();
        while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
    }

    @Test
    void whoWakesFirstGoesOnAndTheClockMovesOnceForBoth() {
        relay.start("second", runner -> {
            say("b");
            sleep(runner, 3);
            say("b");
            sleep(runner, 9);
            say("b");
        });
        sleep(relay.first(), 5);
        say("a");
        sleep(relay.first(), 5);
        say("a");
        relay.first().awaitOthers();

        assertThat(heard).containsExactly("0 b", "3 b", "5 a", "10 a", "12 b");
        assertThat(time.naps().stream().map(Duration::toSeconds)).containsExactly(3L, 2L, 5L, 2L);
    }

    @Test
    void whoBeganFirstGoesFirstAmongEquals() {
        relay.start("second", runner -> {
            say("b");
            sleep(runner, 5);
            say("b");
        });
        sleep(relay.first(), 0);
        say("a");
        sleep(relay.first(), 5);
        say("a");
        relay.first().awaitOthers();

        assertThat(heard).containsExactly("0 a", "0 b", "5 a", "5 b");
    }

    @Test
    void beingRousedEndsADozeAndNoSleep() {
        relay.start("second", runner -> {
            sleep(runner, 4);
            relay.first().rouse();
            say("b");
        });
        sleep(relay.first(), 10);
        say("slept");
        relay.first().awaitOthers();

        assertThat(heard).containsExactly("4 b", "10 slept");
    }

    @Test
    void whoDozesWakesWhenRousedAndDozesNoMore() throws InterruptedException {
        relay.start("second", runner -> {
            sleep(runner, 4);
            relay.first().rouse();
        });
        relay.first().doze(Duration.ofSeconds(100));
        say("roused");
        relay.first().doze(Duration.ofSeconds(100));
        say("still here");
        relay.first().awaitOthers();

        assertThat(heard).containsExactly("4 roused", "4 still here");
    }

    @Test
    void anInterruptionOfTheOneWhoWaitsReachesBothInTheirTurns() {
        Thread main = Thread.currentThread();
        relay.start("second", runner -> {
            interruptAndHearOfIt(main);
            sleep(runner, 3);
            say("b");
            sleep(runner, 3);
            say("b again");
        });
        sleep(relay.first(), 50);
        say("a");
        relay.first().awaitOthers();

        assertThat(heard).filteredOn(line -> line.endsWith("interrupted")).hasSize(2);
        assertThat(heard).contains("0 a").endsWith("3 b again");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptionWhileTheOthersAreAwaitedIsInTheFlagAfterwards() {
        Thread main = Thread.currentThread();
        relay.start("second", runner -> {
            sleep(runner, 3);
            interruptAndHearOfIt(main);
            sleep(runner, 3);
            say("b");
        });
        relay.first().awaitOthers();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(heard).containsExactly("3 interrupted", "3 b");
    }

    @Test
    void workThatThrowsPassesTheBatonOn() {
        relay.start("second", runner -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
            throw new IllegalStateException("broken");
        });
        sleep(relay.first(), 1);
        relay.first().awaitOthers();

        say("a");
        assertThat(heard).containsExactly("1 a");
    }

    @Test
    void inRealTimeOneWhoWaitsForANetworkHoldsUpNobody() throws InterruptedException {
        Relay real = Relay.inRealTime(time, duration -> {});
        CountDownLatch answer = new CountDownLatch(1);
        real.start("rent", runner -> {
            try {
                runner.aside(() -> {
                    answer.await();
                    return "an answer";
                });
                say("rented");
            } catch (InterruptedException e) {
                say("interrupted");
            }
        });
        for (int tick = 1; tick <= 3; tick++) {
            say("tick " + tick);
            real.first().sleep(Duration.ofSeconds(30));
        }
        answer.countDown();
        real.first().awaitOthers();

        assertThat(heard).containsExactly("0 tick 1", "0 tick 2", "0 tick 3", "0 rented");
        assertThat(real.isAlone()).isTrue();
    }

    @Test
    void inRealTimeTwoNeverRunAtOnce() throws InterruptedException {
        Relay real = Relay.inRealTime(time, duration -> {});
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < 4; i++)
            real.start("rent " + i, runner -> {
                for (int step = 0; step < 200; step++) {
                    if (running.incrementAndGet() > 1) say("two at once");
                    running.decrementAndGet();
                    sleep(runner, 1);
                }
            });
        real.first().awaitOthers();

        assertThat(heard).isEmpty();
    }

    @Test
    void inRealTimeAnInterruptionReachesWhoWaitsForANetwork() {
        Relay real = Relay.inRealTime(time, duration -> {});
        CountDownLatch waits = new CountDownLatch(1);
        real.start("rent", runner -> {
            try {
                runner.aside(() -> {
                    waits.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                });
            } catch (InterruptedException e) {
                say("given back");
            }
        });
        try {
            real.first().aside(() -> {
                waits.await();
                return "it waits";
            });
        } catch (InterruptedException e) {
            say("unexpected");
        }
        real.first().interruptOthers();
        real.first().awaitOthers();

        assertThat(heard).containsExactly("0 given back");
    }

    @Test
    void whoRunsIsNamed() {
        assertThat(relay.atWork())
                .get()
                .asString()
                .contains(Thread.currentThread().getName());
    }
}
