package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferGeneratorTest {

    private static final Set<String> SHUNNED = Set.of("RU", "CN", "IR", "KP", "SY");

    private static List<Listing> offers(long seed) {
        return new OfferGenerator(OfferTable.builtIn(), seed, Markets.START).generate();
    }

    @Test
    void theSameSeedGivesTheSameOffersAndAnotherSeedOthers() {
        assertThat(offers(7)).isEqualTo(offers(7));
        assertThat(offers(7)).isNotEqualTo(offers(8));
    }

    @Test
    void thereAreAboutThreeHundredWithDistinctNumbers() {
        List<Listing> rows = offers(1);

        assertThat(rows).hasSizeBetween(260, 340);
        assertThat(rows.stream().map(Listing::id)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "0.995, 16, 7618",
        "0.98, 8, 7618",
        "0.95, 4, 7618",
        "0.995, 16, 19046",
        "0.98, 8, 19046",
        "0.95, 4, 19046"
    })
    void everyPolicyFindsTenOffersUnderADollarForASmallAndAMiddleWorkload(double reliability, int ports, int ramMb) {
        for (long seed = 0; seed < 40; seed++) {
            long fitting = offers(seed).stream()
                    .map(row -> row.priced(60))
                    .filter(row -> row.text("verification").equals("verified") && row.gpus() == 1)
                    .filter(row -> row.number("reliability", 0) >= reliability && row.gpuRamMb() >= ramMb)
                    .filter(row -> row.number("direct_port_count", 0) >= ports)
                    .filter(row -> row.number("dph_total", 9) <= 1.0 && row.number("disk_space", 0) >= 60)
                    .filter(row -> row.number("cuda_max_good", 0) >= 12.9)
                    .filter(row -> row.country().filter(SHUNNED::contains).isEmpty())
                    .count();
            assertThat(fitting).as("seed %d", seed).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void theArithmeticBetweenTheFieldsIsTheRealOne() {
        for (Listing row : offers(3)) {
            double storage = row.number("storage_cost", 0) * 8 / 720;
            assertThat(row.number("storage_total_cost", 0)).isCloseTo(storage, within(1e-12));
            assertThat(row.number("dph_total", 0)).isCloseTo(row.number("dph_base", 0) + storage, within(1e-12));
            assertThat(row.number("gpu_total_ram", 0)).isEqualTo(row.gpuRamMb() * row.gpus());
            assertThat(row.cards()).hasSize(row.gpus());
            assertThat(row.json().path("driver_vers").asLong()).isGreaterThan(500_000_000L);
        }
    }

    @Test
    void someOffersOfOneMachineOverlap() {
        List<Listing> rows = offers(1);

        long overlapping = rows.stream()
                .filter(row -> rows.stream().anyMatch(other -> other.id() != row.id() && other.overlaps(row)))
                .count();

        assertThat(overlapping).isGreaterThan(20);
    }

    @Test
    void oddRowsAreAmongThem() {
        List<Listing> rows = offers(1);

        assertThat(rows).anyMatch(row -> row.text("geolocation").equals(", CA"));
        assertThat(rows).anyMatch(row -> row.json().path("geolocation").isNull());
        assertThat(rows)
                .anyMatch(
                        row -> row.gpuRamMb() == 49_140 && row.text("gpu_name").equals("RTX 4090"));
        assertThat(rows).anyMatch(row -> row.number("duration", 1e9) < 12_000);
        assertThat(rows).anyMatch(row -> row.country().filter(SHUNNED::contains).isPresent());
    }

    @Test
    void aRowHasTheFieldsOfARealRow() throws Exception {
        Path sample = Path.of("../shared/reference/samples/offers-ondemand-2026-09-28.json");
        assumeTrue(Files.exists(sample), "the samples are not there");
        JsonNode file = Markets.JSON.readTree(sample.toFile());
        JsonNode real = (file.isArray() ? file : file.path("offers")).path(0);

        Set<String> missing = new HashSet<>();
        real.fieldNames().forEachRemaining(missing::add);
        offers(1).get(0).json().fieldNames().forEachRemaining(missing::remove);

        assertThat(missing).isEmpty();
    }
}
