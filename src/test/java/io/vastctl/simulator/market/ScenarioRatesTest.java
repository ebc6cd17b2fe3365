package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.simulator.Markets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often an attempt on a suitable machine comes to nothing, over many markets. */
class ScenarioRatesTest {

    private static final Set<Fault> SPOILING = Set.of(
            Fault.SSH_CLOSES,
            Fault.SSH_DROPS,
            Fault.KEY_REFUSED,
            Fault.VRAM_SHORT,
            Fault.HOST_OFFLINE,
            Fault.OFFER_GONE);
    private static final String QUERY =
            "{\"gpu_ram\":{\"gte\":7618},\"num_gpus\":{\"eq\":1},\"compute_cap\":{\"gte\":700},\"verified\":{\"eq\":true},"
                    + "\"cuda_max_good\":{\"gte\":12.9},\"direct_port_count\":{\"gte\":8},\"disk_space\":{\"gte\":60},"
                    + "\"reliability\":{\"gte\":0.98},\"order\":[[\"dph_total\",\"asc\"]],\"limit\":12}";

    /** Share of failed attempts among the cheapest suitable machines, and the longest row of them. */
    private static double failing(String scenario) {
        int failed = 0;
        int all = 0;
        for (long seed = 0; seed < 60; seed++) {
            Markets markets = new Markets(Scenario.named(scenario), seed);
            for (Listing offer : markets.market.search(Markets.read(QUERY))) {
                all++;
                if (!works(markets.market.rent(offer, Order.from(Markets.order("x", "TinyLlama/TinyLlama-1.1B")))))
                    failed++;
            }
        }
        return failed / (double) all;
    }

    private static boolean works(Contract contract) {
        Instant running = contract.life().runningAt();
        List<Instant> needed =
                List.of(running, contract.life().sshAt(), contract.server().listeningAt());
        if (needed.contains(Instant.MAX) || contract.life().halt().isPresent()) return false;
        if (SPOILING.stream().anyMatch(contract::has)) return false;
        return Duration.between(running, contract.server().listeningAt()).toMinutes() < 15;
    }

    @Test
    void nothingFailsOnACalmDay() {
        assertThat(failing("calm")).isLessThan(0.01);
    }

    @Test
    void aQuarterFailsOnAnOrdinaryDay() {
        assertThat(failing("ordinary")).isBetween(0.18, 0.32);
    }

    @Test
    void mostFailOnAHostileDay() {
        assertThat(failing("hostile")).isBetween(0.55, 0.85);
    }
}
