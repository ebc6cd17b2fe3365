package io.vastctl.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OfferPriceTest {

    @Test
    void diskIsBilledByTheThirtyDayMonth() {
        Offer offer = offerWithPrices(0.30, 0.20);

        assertThat(offer.diskDollarsPerHour(72)).isCloseTo(0.02, within(1e-12));
        assertThat(offer.dollarsPerHour(72)).isCloseTo(0.32, within(1e-12));
    }

    private static Offer offerWithPrices(double gpu, double storage) {
        return new Offer(
                1,
                2,
                3,
                List.of(),
                "RTX 4090",
                Optional.of("nvidia"),
                1,
                24564,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                gpu,
                storage,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                "gpu");
    }
}
