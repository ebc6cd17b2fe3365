package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedOffersTest {

    private static final String ROW =
            "{\"id\":1,\"machine_id\":2,\"gpu_name\":\"RTX 4090\",\"gpu_ram\":24564,\"dph_base\":0.4}";

    @TempDir
    Path folder;

    @Test
    void realRowsAreRead() {
        Path sample = Path.of("../shared/reference/samples/offers-ondemand-2026-09-28.json");
        assumeTrue(Files.exists(sample), "the samples are not there");

        assertThat(SavedOffers.read(sample)).hasSize(22).anyMatch(row -> row.id() == 50_821_030);
    }

    @Test
    void aBareArrayIsReadToo() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.json"), "[" + ROW + "]");

        assertThat(SavedOffers.read(file))
                .singleElement()
                .extracting(OfferRow::machineId)
                .isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{}", "{\"offers\":[]}", "[1]", "[{\"id\":1}]", ""})
    void anUnusableFileIsNamedInOneLine(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("rows.json"), text);

        assertThatThrownBy(() -> SavedOffers.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected a saved search answer")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SavedOffers.read(folder.resolve("none.json")))
                .hasMessageContaining("none.json")
                .hasMessageContaining("there is no such file");
    }
}
