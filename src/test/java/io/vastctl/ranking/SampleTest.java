package io.vastctl.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.offer.OfferBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void theBestAreTheFirstOfTheRankingAndAMachineCountsOnce() {
        List<RankedOffer> eligible =
                List.of(offer(1, 11, 5, "A", 0.1), offer(2, 11, 5, "A", 0.2), offer(3, 12, 5, "A", 0.3));

        assertThat(Sample.BEST.of(eligible, 5, 1))
                .extracting(one -> one.offer().offerId())
                .containsExactly(1L, 3L);
        assertThat(Sample.BEST.of(eligible, 1, 1)).hasSize(1);
    }

    @Test
    void aSpreadSampleTakesEachHostOnceBeforeAnyTwice() {
        List<RankedOffer> eligible = new ArrayList<>();
        for (int machine = 0; machine < 40; machine++)
            eligible.add(offer(machine + 1, 100 + machine, 1 + machine % 10, "A", 0.1));

        List<RankedOffer> sample = Sample.SPREAD.of(eligible, 10, 1);

        assertThat(sample)
                .extracting(one -> one.offer().hostId())
                .doesNotHaveDuplicates()
                .hasSize(10);
    }

    @Test
    void modelsAndPricesThatAreRareInTheSampleGoFirst() {
        List<RankedOffer> eligible = new ArrayList<>();
        for (int machine = 0; machine < 20; machine++)
            eligible.add(
                    offer(machine + 1, 100 + machine, 1 + machine, machine < 15 ? "common" : "rare", machine / 20.0));

        List<RankedOffer> sample = Sample.SPREAD.of(eligible, 8, 1);

        assertThat(sample)
                .filteredOn(one -> one.offer().gpuName().equals("rare"))
                .hasSizeBetween(3, 5);
        assertThat(sample).filteredOn(one -> one.cost().dollarsPerHour() < 0.25).hasSizeBetween(1, 4);
    }

    @Test
    void theSeedDecidesAmongEqualsAndTheSameSeedTheSame() {
        List<RankedOffer> eligible = new ArrayList<>();
        for (int machine = 0; machine < 30; machine++)
            eligible.add(offer(machine + 1, 100 + machine, 1 + machine, "A", 0.1));

        List<RankedOffer> again = Sample.SPREAD.of(List.copyOf(eligible), 5, 1);
        assertThat(again).isEqualTo(Sample.SPREAD.of(eligible, 5, 1));
        assertThat(Set.of(1L, 2L, 3L, 4L).stream()
                        .map(seed -> Sample.SPREAD.of(eligible, 5, seed))
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void machinesOfUnknownOwnersAreNotOneHost() {
        List<RankedOffer> eligible =
                List.of(offer(1, 11, 0, "A", 0.1), offer(2, 12, 0, "A", 0.1), offer(3, 13, 9, "A", 0.1));

        assertThat(Sample.SPREAD.of(eligible, 3, 1)).hasSize(3);
    }

    private static RankedOffer offer(long offerId, long machineId, long hostId, String gpu, double price) {
        CostEstimate cost = new CostEstimate(price, 0, 1, price, price, price, 0.5, 2 * price, "no history");
        return new RankedOffer(
                (int) offerId,
                OfferBuilder.offer(offerId)
                        .machine(machineId)
                        .host(hostId)
                        .gpu(gpu)
                        .price(price)
                        .build(),
                cost,
                false);
    }
}
