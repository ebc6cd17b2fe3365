package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchBodyTest {

    @Test
    void sendsEveryFilterAsTheServerUnderstandsIt() {
        OfferQuery query = new OfferQuery(
                RentalType.ON_DEMAND,
                40,
                64,
                Set.of("RTX_4090", "RTX 3090"),
                OptionalInt.of(1),
                OptionalInt.of(22855),
                OptionalDouble.of(0.98),
                OptionalInt.of(8),
                OptionalDouble.of(1.0),
                OptionalDouble.of(0.05),
                OptionalDouble.of(12.8),
                Set.of("RU", "CN"),
                true,
                true,
                Optional.of(37228L));

        assertThat(SearchBody.of(query, OptionalDouble.empty()).toString())
                .isEqualTo("{\"rentable\":{\"eq\":true},\"rented\":{\"eq\":false},\"external\":{\"eq\":false},"
                        + "\"verified\":{\"eq\":true},\"gpu_arch\":{\"eq\":\"nvidia\"},\"gpu_name\":{\"in\":[\"RTX 3090\",\"RTX 4090\"]},"
                        + "\"num_gpus\":{\"eq\":1},\"gpu_ram\":{\"gte\":22855},\"reliability\":{\"gte\":0.98},"
                        + "\"direct_port_count\":{\"gte\":8},\"dph_total\":{\"gte\":0.05,\"lte\":1.0},"
                        + "\"cuda_max_good\":{\"gte\":12.8},\"compute_cap\":{\"gte\":100},"
                        + "\"geolocation\":{\"notin\":[\"CN\",\"RU\"]},\"machine_id\":{\"eq\":37228},"
                        + "\"type\":\"on-demand\",\"allocated_storage\":40,\"limit\":64,"
                        + "\"order\":[[\"dph_total\",\"asc\"]]}");
    }

    @Test
    void theBroadQuestionLeavesOutOnlyWhatNarrows() {
        assertThat(SearchBody.of(OfferQuery.broad(RentalType.INTERRUPTIBLE, 20, 500), OptionalDouble.empty())
                        .toString())
                .isEqualTo(
                        "{\"rentable\":{\"eq\":true},\"rented\":{\"eq\":false},\"external\":{\"eq\":false},"
                                + "\"type\":\"bid\",\"allocated_storage\":20,\"limit\":500,\"order\":[[\"dph_total\",\"asc\"]]}");
    }

    @Test
    void theFloorOfAPageReplacesTheLeastPrice() {
        OfferQuery query = OfferQuery.broad(RentalType.ON_DEMAND, 20, 500);

        assertThat(SearchBody.of(query, OptionalDouble.of(0.25))
                        .path("dph_total")
                        .path("gte")
                        .asDouble())
                .isEqualTo(0.25);
    }
}
