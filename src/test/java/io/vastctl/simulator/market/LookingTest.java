package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.simulator.Markets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who looks often and who looks once find the same: states, bills, notices and the truth. */
class LookingTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";
    private static final Duration WHOLE = Duration.ofDays(4);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void lookingChangesNothing(long seed) {
        String once = played(seed, 0);

        assertThat(played(seed, 40)).isEqualTo(once);
        assertThat(played(seed, 400)).isEqualTo(once);
    }

    /** Everything that a customer does, at random times of its own, with so many looks in between. */
    private static String played(long seed, int looks) {
        Markets markets = new Markets(stormy(), seed);
        Market market = markets.market;
        List<Contract> mine = new ArrayList<>();
        SplittableRandom acts = new SplittableRandom(seed);
        SplittableRandom glances = new SplittableRandom(seed + looks);
        Instant end = Markets.START.plus(WHOLE);
        for (int act = 0; act < 30; act++) {
            Instant next = Markets.START.plusMillis(WHOLE.toMillis() / 30 * act + acts.nextInt(3_600_000));
            pass(markets, next, looks / 30, glances);
            act(market, mine, acts);
        }
        pass(markets, end, looks / 30, glances);
        return told(market, mine, end);
    }

    private static void act(Market market, List<Contract> mine, SplittableRandom acts) {
        int what = mine.size() < 3 ? 0 : acts.nextInt(9);
        Contract one = mine.isEmpty() ? null : mine.get(acts.nextInt(mine.size()));
        if (one == null || what == 0) {
            Listing offer = market.search(Markets.read("{\"limit\":300}")).get(acts.nextInt(100));
            double least = offer.number("min_bid", 0);
            var body = Markets.order("one", TINY);
            if (acts.nextBoolean()) body.put("price", least * 1.1);
            mine.add(market.rent(offer, Order.from(body)));
            return;
        }
        switch (what) {
            case 1, 2 -> market.start(one);
            case 3 -> market.stop(one);
            case 4 -> market.reboot(one);
            case 5 -> market.recycle(one);
            case 6 -> market.changeBid(one, acts.nextDouble(0.1, 0.8));
            case 7 -> market.priceIncreases().forEach(row -> market.acceptIncrease(row.id()));
            default -> market.destroy(one);
        }
    }

    private static void pass(Markets markets, Instant to, int looks, SplittableRandom glances) {
        for (int look = 0; look < looks; look++) {
            Duration left = Duration.between(markets.time.instant(), to);
            if (left.toMillis() > 10)
                markets.time.advance(Duration.ofMillis(glances.nextLong(left.toMillis() / 3 + 1)));
            markets.market.living();
            markets.market.account();
        }
        Duration left = Duration.between(markets.time.instant(), to);
        if (!left.isNegative()) markets.time.advance(left);
    }

    private static String told(Market market, List<Contract> mine, Instant now) {
        StringBuilder told = new StringBuilder(market.truth(Map.of()).json().toPrettyString());
        market.notices().forEach(notice -> told.append(notice).append('\n'));
        for (Contract contract : mine) {
            told.append(contract.state(now)).append(contract.endDate()).append('\n');
        }
        return told.toString();
    }

    private static Scenario stormy() {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) rates.put(fault, 0.15);
        return new Scenario(
                "stormy",
                1000,
                8,
                rates,
                Map.of(),
                Map.of(),
                Sizes.NONE,
                Speeds.REAL,
                Scenario.Latency.USUAL,
                List.of(
                        new Ordered(
                                Duration.ofHours(30), Optional.empty(), Optional.empty(), new Ordered.What.Credit(3)),
                        new Ordered(
                                Duration.ofHours(60), Optional.empty(), Optional.empty(), new Ordered.What.Credit(9)),
                        new Ordered(
                                Duration.ofHours(20),
                                Optional.of(Duration.ofHours(2)),
                                Optional.empty(),
                                new Ordered.What.Offline())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBillIsWhatPassesSecondBySecond(long seed) {
        Markets markets = new Markets(Scenario.named("calm"), seed);
        Contract contract = markets.rent(TINY);
        Market market = markets.market;
        markets.pass(1_500);
        double disk = contract.offer().diskDollarsPerHour(40);
        double gpu = contract.gpuDollarsPerHour();
        double before = market.dollarsSpent();
        double expected = 0;
        boolean up = true;
        for (int second = 0; second < 2_000; second++) {
            if (second == 500) market.stop(contract);
            if (second == 900) market.start(contract);
            markets.pass(1);
            market.living();
            boolean now = contract.up(markets.time.instant());
            double stopped = contract.diskDollarsPerHour(markets.time.instant());
            expected += ((up && now ? gpu : up || now ? gpu / 2 : 0) + (second > 510 && second < 900 ? stopped : disk))
                    / 3600;
            up = now;
        }

        assertThat(market.dollarsSpent() - before).isCloseTo(expected, within(0.01));
        assertThat(market.account().credit()).isCloseTo(50 - market.dollarsSpent(), within(1e-9));
    }
}
