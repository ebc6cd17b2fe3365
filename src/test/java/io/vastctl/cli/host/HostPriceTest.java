package io.vastctl.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.simulator.SimulatedMarket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The minimum bids of a host's machines: shown, set within bounds, and looked at again. */
class HostPriceTest {

    private static final String[] BOUNDS = {"--floor", "0.001", "--ceiling", "20"};

    @TempDir
    Path home;

    private Shell host(SimulatedMarket market) {
        return new Shell(home)
                .with("VAST_URL", market.apiUrl().toString())
                .with("VAST_API_KEY", "host-of-three-machines");
    }

    private static JsonNode prices(Shell shell, String... more) {
        List<String> args = new ArrayList<>(List.of("host", "price", "-o", "json"));
        args.addAll(List.of(more));
        return shell.run(args.toArray(String[]::new))
                .exits(0)
                .json("host-price")
                .path("machines");
    }

    private static String[] apply(String... more) {
        List<String> args = new ArrayList<>(List.of("--apply"));
        args.addAll(List.of(BOUNDS));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    @Test
    void withoutApplyNothingIsChanged() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = host(market);
            JsonNode first = prices(shell);

            assertThat(first).hasSize(3);
            assertThat(Ran.items(first))
                    .anyMatch(row -> row.path("outcome").asText().equals("proposed"));
            assertThat(Ran.items(first)).allMatch(row -> row.path("minBid").asDouble() > 0);
            assertThat(prices(shell)).isEqualTo(first);
            shell.run("host", "price").exits(0).says("MACHINE", "MIN BID", "Nothing was changed; --apply with");
            assertThat(market.truth().requests()).doesNotContainKey("min_bid");
        }
    }

    @Test
    void appliedPricesAreSetWithinTheStepAndThenRest() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = host(market);
            List<JsonNode> set = Ran.items(prices(shell, apply()));

            assertThat(set).anyMatch(row -> row.path("outcome").asText().equals("set"));
            for (JsonNode row : set) {
                if (!row.has("next")) continue;
                assertThat(row.path("outcome").asText()).isEqualTo("set");
                double change = row.path("next").asDouble() / row.path("minBid").asDouble();
                assertThat(change).isBetween(0.84, 1.16);
            }
            for (JsonNode row : Ran.items(prices(shell, apply()))) {
                boolean changed = set.stream()
                        .anyMatch(
                                before -> before.path("machineId").equals(row.path("machineId")) && before.has("next"));
                assertThat(row.path("outcome").asText()).isEqualTo("unchanged");
                if (changed) assertThat(row.path("reason").asText()).contains("rests for 10 min");
            }
            assertThat(Ran.items(prices(shell, apply("--cool-down", "0s"))))
                    .noneMatch(row -> row.path("reason").asText().contains("rests"));
        }
    }

    @Test
    void oneMachineAlone() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = host(market);
            String id = prices(shell).path(0).path("machineId").asText();

            assertThat(prices(shell, "--machine", id)).hasSize(1);
            shell.run("host", "price", "--machine", "5")
                    .refuses(2, "--machine 5: the account offers no such machine", id);
        }
    }

    @Test
    void aFloorAboveTheMarketHolds() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            for (JsonNode row : prices(host(market), "--apply", "--floor", "5", "--ceiling", "6"))
                assertThat(row.path("next").asDouble()).isEqualTo(5.0);
        }
    }

    @Test
    void whoOffersNothingIsTold() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            host(market)
                    .with("VAST_API_KEY", "a-renter")
                    .run("host", "price")
                    .exits(0)
                    .says("offers no machines");
        }
    }

    @Test
    void badUsageIsOneLine() {
        Shell shell = new Shell(home).with("VAST_API_KEY", "k");
        shell.run("host", "price", "--apply").refuses(2, "add --floor and --ceiling");
        shell.run("host", "price", "--floor", "3", "--ceiling", "1").refuses(2, "--floor 3.0 is above --ceiling 1.0");
        shell.run("host", "price", "--cool-down", "x").refuses(2, "--cool-down x: expected a duration");
        shell.run("host", "price", "--step", "0").refuses(2, "the step of a bid");
        new Shell(home).run("host", "price").refuses(7, "key");
    }
}
