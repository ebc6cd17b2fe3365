package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedOffersTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    private static final String ROW =
            "{\"id\":1,\"machine_id\":2,\"gpu_name\":\"RTX 4090\",\"gpu_ram\":24564,\"dph_base\":0.4}";

    @TempDir
    Path folder;

    @Test
    void whatTheHostPromisedWhenTheAnswerWasSavedIsPromisedAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("old.json"), """
                [{"id":1,"machine_id":2,"gpu_name":"RTX 4090","gpu_ram":24564,"dph_base":0.4,
                  "duration":7200.5,"end_date":1600000000.0}]
                """);

        Listing row = SavedOffers.read(file, NOW).get(0);

        assertThat(row.number("end_date", 0)).isEqualTo(NOW.getEpochSecond() + 7200.5);
    }

    @Test
    void realRowsAreRead() {
        Path sample = Path.of("../shared/reference/samples/offers-ondemand-2026-09-28.json");
        assumeTrue(Files.exists(sample), "the samples are not there");

        assertThat(SavedOffers.read(sample, NOW)).hasSize(22).anyMatch(row -> row.id() == 50_821_030);
    }

    @Test
    void aBareArrayIsReadToo() throws Exception {
        Path file = Files.writeString(folder.resolve("rows.json"), "[" + ROW + "]");

        assertThat(SavedOffers.read(file, NOW))
                .singleElement()
                .extracting(Listing::machineId)
                .isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{}", "{\"offers\":[]}", "[1]", "[{\"id\":1}]", ""})
    void anUnusableFileIsNamedInOneLine(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("rows.json"), text);

        assertThatThrownBy(() -> SavedOffers.read(file, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected a saved search answer")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SavedOffers.read(folder.resolve("none.json"), NOW))
                .hasMessageContaining("none.json")
                .hasMessageContaining("there is no such file");
    }
}
