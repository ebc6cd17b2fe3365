package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a server answers, each call ends in time with a value or a {@link VastApiException}, and the
 * value is no more than the answer said. Over real sockets. {@code -Dvastctl.property.cases} sets the
 * number of cases, {@code -Dvastctl.property.seed} the first one's seed; a failure names both for itself.
 */
class AnyAnswerTest {

    private static final int CASES = Integer.getInteger("vastctl.property.cases", 3000);
    private static final long SEED = Long.getLong("vastctl.property.seed", 1L);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Ports of the loopback run out when thousands of connections a minute go to one address. */
    private static final int SERVERS = 8;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private record Market(RawServer server, VastRestClient client, VastRestClient hasty) {}

    private final List<Market> markets = new ArrayList<>();
    private final ExecutorService caller = Executors.newCachedThreadPool();

    @BeforeEach
    void open() throws IOException {
        for (int i = 0; i < SERVERS; i++) {
            RawServer server = new RawServer();
            markets.add(new Market(server, client(server, 3000), client(server, 60)));
        }
    }

    @AfterEach
    void close() throws IOException {
        for (Market market : markets) market.server().close();
        caller.shutdownNow();
    }

    @Test
    void anyAnswerEndsInAValueOrATypedError() throws InterruptedException {
        Map<ClientCall, Integer> values = new EnumMap<>(ClientCall.class);
        for (int i = 0; i < CASES; i++) {
            long seed = SEED + i * GOLDEN;
            Dice dice = new Dice(seed);
            ClientCall call = dice.pick(List.of(ClientCall.values()));
            if (tried(seed, dice, call, markets.get(i % SERVERS))) values.merge(call, 1, Integer::sum);
        }
        // Else the answers are so broken that nothing was tested but the refusal.
        if (CASES >= 1000) assertThat(values).containsOnlyKeys(ClientCall.values());
    }

    /** Whether it ended in a value. */
    private boolean tried(long seed, Dice dice, ClientCall call, Market market) throws InterruptedException {
        boolean stalls = dice.oneIn(100);
        String right = call.right(market.server().address().toString());
        List<Reply> script = new ArrayList<>();
        if (stalls) script.add(Reply.stalled(dice));
        for (int i = 1 + dice.below(3); i > 0; i--) script.add(Reply.any(dice, right));
        if (call == ClientCall.LIST_PAGE && dice.oneIn(2)) script = new ArrayList<>(List.of(Reply.right(right)));
        if (dice.oneIn(3))
            script.add(Reply.right(call.last(market.server().address().toString())));
        market.server().play(script);
        try {
            return judged(call, market.server(), () -> call.on(stalls ? market.hasty() : market.client()));
        } catch (AssertionError | RuntimeException wrong) {
            throw new AssertionError(
                    call + " went wrong; replay with -Dvastctl.property.seed=" + seed
                            + " -Dvastctl.property.cases=1 (" + wrong.getMessage() + "), served: "
                            + market.server().served(),
                    wrong);
        }
    }

    private boolean judged(ClientCall call, RawServer server, Callable<Object> making) throws InterruptedException {
        try {
            Object result = caller.submit(making).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            new Oracle(call, ofTheApi(server)).accepts(result);
            return true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof VastApiException refused)) {
                throw new AssertionError("neither a value nor a typed error", e.getCause());
            }
            new Oracle(call, ofTheApi(server)).accepts(refused);
            return false;
        } catch (TimeoutException e) {
            throw new AssertionError("no end after " + LONGEST, e);
        }
    }

    private static List<RawServer.Served> ofTheApi(RawServer server) {
        return server.served().stream().filter(RawServer.Served::withKey).toList();
    }

    private static VastRestClient client(RawServer server, int patienceMillis) {
        Duration patience = Duration.ofMillis(patienceMillis);
        LeapingTime time = new LeapingTime();
        return new VastRestClient(
                server.address(),
                ApiKey.of(ClientFixture.SECRET),
                time,
                time,
                () -> 0L,
                new Patience(Duration.ofSeconds(5), patience, patience, patience),
                notice -> assertThat(notice).doesNotContain(ClientFixture.SECRET, "\n"),
                Optional::empty);
    }

    /** A clock that moves only by sleeping on it, and remembers no nap. */
    private static final class LeapingTime extends Clock implements Sleeper {

        private Instant now = Instant.parse("2026-10-01T12:00:00Z");

        @Override
        public synchronized void sleep(Duration duration) {
            assertThat(duration).isBetween(Duration.ZERO, Duration.ofMinutes(2));
            now = now.plus(duration);
        }

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("one zone only");
        }
    }
}
