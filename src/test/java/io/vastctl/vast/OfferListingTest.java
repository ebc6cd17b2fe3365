package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search answer, token by token. */
class OfferListingTest {

    @Test
    void whatIsNotWantedIsSkippedHoweverDeep() throws IOException {
        List<OfferRow> rows = read("{\"a\":[{\"offers\":1}],\"offers\":[null,"
                        + "{\"x\":{\"id\":9},\"id\":1,\"gpu_ids\":[7,\"8\",{\"z\":[1]},null,1.5],\"y\":[[]]}],\"z\":{}}")
                .orElseThrow();

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).id()).isEqualTo(1);
        assertThat(rows.get(0).gpuIds()).containsExactly(7L, 8L);
    }

    @Test
    void anObjectInAScalarsPlaceIsMissingAndLosesNothingElse() throws IOException {
        OfferRow row =
                read("{\"offers\":[{\"id\":{\"id\":2},\"gpu_name\":null,\"gpu_ids\":5,\"machine_id\":\"3\",\"host_id\":4.0}]}")
                        .orElseThrow()
                        .get(0);

        assertThat(row.id()).isNull();
        assertThat(row.gpuName()).isNull();
        assertThat(row.gpuIds()).isEmpty();
        assertThat(row.machineId()).isEqualTo(3);
        assertThat(row.hostId()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"offers\":null}", "{\"error\":\"x\",\"msg\":\"y\"}"})
    void aDocumentWithoutOffersHoldsNone(String document) throws IOException {
        assertThat(read(document)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "5",
                "{\"offers\":{}}",
                "{\"offers\":[5]}",
                "{\"offers\":[]",
                "{\"offers\":[{\"id\":1]}",
                "{\"offers\":[]} {}",
                "{\"offers\":[]} x",
                "<html>"
            })
    void whatIsNoSuchListIsRefused(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(IOException.class);
    }

    private static Optional<List<OfferRow>> read(String document) throws IOException {
        return OfferListing.read(document.getBytes(StandardCharsets.UTF_8));
    }
}
