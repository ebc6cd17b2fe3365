package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.memory.Database;
import io.vastctl.outcome.Phase;
import io.vastctl.simulator.market.Truth;
import io.vastctl.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody comes back, no command is ever run again: what is rented still ends. */
class LeaseAloneTest {

    private static final Duration LEASE = Duration.ofMinutes(20);

    @TempDir
    Path folder;

    private static SimulatedMarket market(String scenario, long seed) {
        return SimulatedMarket.open(new SimulatedMarket.Options(
                scenario, seed, 1_000_000, Optional.empty(), 0, Instant.parse("2026-11-01T12:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "calm,1,SSH", "calm,2,MODEL_DOWNLOAD", "calm,3,MODEL_LOAD", "calm,4,FIRST_TOKEN",
        "ordinary,1,SSH", "ordinary,2,MODEL_LOAD", "ordinary,3,FIRST_TOKEN", "ordinary,4,ENGINE_WARMUP",
        "ordinary,5,MODEL_DOWNLOAD", "ordinary,6,FIRST_TOKEN", "ordinary,7,SSH", "ordinary,8,FIRST_TOKEN"
    })
    void theMarketIsEmptyTwoMinutesAfterTheLease(String scenario, long seed, Phase last) throws Exception {
        try (SimulatedMarket market = market(scenario, seed);
                Database database = Database.open(folder.resolve("state.db"), market.time())) {
            Optional<Instant> gone = new GoneOperator(market, database, folder, last).run(workload(), LEASE);
            assertThat(gone).isPresent();
            Truth before = market.truth();
            assertThat(before.alive()).hasSize(1);

            // Its clock stood when it went: the container ran by then, so at the latest its lease counts from there.
            market.time().sleepUntil(gone.get().plus(LEASE).plusSeconds(120));

            Truth after = market.truth();
            assertThat(after.alive()).isEmpty();
            assertThat(after.created()).isEqualTo(before.created());
            market.time().sleepUntil(gone.get().plus(Duration.ofDays(1)));
            assertThat(market.truth().alive()).isEmpty();
            assertThat(market.truth().dollarsSpent()).isEqualTo(after.dollarsSpent());
        }
    }

    @ParameterizedTest
    @CsvSource({"calm,1", "calm,2", "calm,4"})
    void withoutOneItBillsOn(String scenario, long seed) throws Exception {
        try (SimulatedMarket market = market(scenario, seed);
                Database database = Database.open(folder.resolve("state.db"), market.time())) {
            Optional<Instant> gone =
                    new GoneOperator(market, database, folder, Phase.FIRST_TOKEN).run(workload(), Duration.ZERO);
            market.time().sleepUntil(gone.orElseThrow().plus(Duration.ofHours(6)));

            assertThat(market.truth().alive()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"calm,4", "ordinary,3"})
    void aRunThatOutlastsItsLeaseRenewsItAndIsVerified(String scenario, long seed) throws Exception {
        Duration shortest = Duration.ofMinutes(2);
        try (SimulatedMarket market = market(scenario, seed);
                Database database = Database.open(folder.resolve("state.db"), market.time())) {
            Instant begun = market.time().instant();
            Optional<Instant> gone =
                    new GoneOperator(market, database, folder, Phase.FIRST_TOKEN).run(workload(), shortest);

            assertThat(gone).isPresent();
            assertThat(Duration.between(begun, gone.get())).isGreaterThan(shortest);
            assertThat(market.truth().alive()).hasSize(1);
            market.time().sleepUntil(gone.get().plus(shortest).plusSeconds(120));
            assertThat(market.truth().alive()).isEmpty();
        }
    }

    private Workload workload() {
        return new WorkloadCatalog(folder).find("tinyllama");
    }
}
