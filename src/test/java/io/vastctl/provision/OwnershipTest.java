package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Owners;
import io.vastctl.memory.ThisHost;
import io.vastctl.time.FakeTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {

    @TempDir
    Path folder;

    private final FakeTime wall = new FakeTime();

    @Test
    void anOwnerBeatsEveryFiveSecondsUntilItIsClosed() {
        List<Runnable> beats = new ArrayList<>();
        List<Duration> every = new ArrayList<>();
        try (Database database = Database.open(folder.resolve("vastctl.db"), wall)) {
            Owners owners = new Owners(database, wall);
            Ownership own = Ownership.open(database, "test", wall, ThisHost.liveness(), (interval, beat) -> {
                every.add(interval);
                beats.add(beat);
                return beats::clear;
            });
            assertThat(every).containsExactly(Duration.ofSeconds(5));
            assertThat(own.ownerId()).startsWith("test-");

            wall.pass(Duration.ofMinutes(10));
            beats.get(0).run();
            assertThat(owners.find(own.ownerId()).orElseThrow().heartbeat()).isEqualTo(wall.instant());
            assertThat(isDead(owners, own)).isFalse();

            own.close();
            assertThat(beats).isEmpty();
            assertThat(isDead(owners, own)).isTrue();
        }
    }

    private boolean isDead(Owners owners, Ownership own) {
        Liveness here = ThisHost.liveness();
        return here.isDead(owners.find(own.ownerId()).orElseThrow(), wall.instant());
    }

    @Test
    void aBeatThatCannotBeWrittenIsNoEnd() {
        List<Runnable> beats = new ArrayList<>();
        Database database = Database.open(folder.resolve("vastctl.db"), wall);
        Ownership own = Ownership.open(database, "test", wall, ThisHost.liveness(), (interval, beat) -> {
            beats.add(beat);
            return beats::clear;
        });
        database.close();

        beats.get(0).run();
        own.close();

        assertThat(beats).isEmpty();
    }

    @Test
    void theRealPulseBeatsOnADaemonThread() throws InterruptedException {
        CountDownLatch beaten = new CountDownLatch(2);
        List<Boolean> daemons = new ArrayList<>();
        try (Pulse.Beating beating = Pulse.REAL.start(Duration.ofMillis(1), () -> {
            synchronized (daemons) {
                daemons.add(Thread.currentThread().isDaemon());
            }
            beaten.countDown();
        })) {
            assertThat(beating).isNotNull();
            assertThat(beaten.await(20, TimeUnit.SECONDS)).isTrue();
        }
        synchronized (daemons) {
            assertThat(daemons).containsOnly(true);
        }
    }

    @Test
    void vastAiIsTheRealMarketUnderEachOfItsAddressesAndNothingElseIs() {
        assertThat(MarketName.at(URI.create("https://console.vast.ai"))).isEqualTo("real");
        assertThat(MarketName.at(URI.create("https://Cloud.VAST.ai/"))).isEqualTo("real");
        assertThat(MarketName.at(URI.create("https://notvast.ai"))).isEqualTo("https://notvast.ai");
        assertThat(MarketName.at(URI.create("http://127.0.0.1:8080/x"))).isEqualTo("http://127.0.0.1:8080");
        assertThat(MarketName.endedWithItsProcess(MarketName.inProcess("a"))).isTrue();
        assertThat(MarketName.endedWithItsProcess("real")).isFalse();
    }
}
