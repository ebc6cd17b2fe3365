package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Listing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of a market in weeks. */
class LongMarketTest {

    private static final String ALL = "{\"limit\":1000}";

    @Test
    void anOfferThatSomebodyElseRentedComesBackUnderAnotherNumberWithinDays() {
        Markets markets = Markets.with(Fault.OFFER_GONE);
        Listing wanted = search(markets).get(0);
        markets.call("PUT", "/api/v0/asks/" + wanted.id() + "/", "{\"image\":\"vllm/vllm-openai\",\"disk\":10}");
        assertThat(numbers(markets, wanted)).isEmpty();

        markets.time.advance(Duration.ofHours(5));
        assertThat(numbers(markets, wanted)).isEmpty();

        markets.time.advance(Duration.ofDays(4));
        assertThat(numbers(markets, wanted)).hasSize(1).doesNotContain(wanted.id());
    }

    @Test
    void noMachineIsLostInAYearAndEachStillPromisesItsTime() {
        Markets markets = Markets.calm();
        Set<Long> before = machines(markets);

        markets.time.advance(Duration.ofDays(365));

        assertThat(machines(markets)).isEqualTo(before);
        assertThat(search(markets))
                .allSatisfy(offer -> assertThat(offer.number("duration", 0)).isPositive());
    }

    private static Set<Long> machines(Markets markets) {
        return search(markets).stream().map(Listing::machineId).collect(Collectors.toSet());
    }

    private static List<Long> numbers(Markets markets, Listing wanted) {
        return search(markets).stream()
                .filter(offer -> offer.machineId() == wanted.machineId() && offer.gpus() == wanted.gpus())
                .map(Listing::id)
                .toList();
    }

    private static List<Listing> search(Markets markets) {
        return markets.market.search(Markets.read(ALL));
    }
}
