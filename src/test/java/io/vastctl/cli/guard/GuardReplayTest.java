package io.vastctl.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.simulator.SimulatedMarket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks that were stored are decided again as they were, on a clock that knows more than milliseconds. */
class GuardReplayTest {

    @TempDir
    Path home;

    @Test
    void rentsAndRenewalsComeOutTheSameAndAnotherPlanShowsWhatItWouldChange() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = new Shell(home.resolve("operator"))
                    .with("VAST_URL", market.apiUrl().toString());
            String plan = shell.write(home.resolve("guard.yaml"), ChatPlan.TEXT).toString();
            String none = shell.write(home.resolve("none.yaml"), ChatPlan.TEXT.replace("chat", "other"))
                    .toString();
            shell.run("guard", "once", plan).exits(0);
            // By another process, which does not know the lease and renews it: an action with a moment in it.
            shell.run("guard", "once", plan).exits(0);

            JsonNode same =
                    shell.run("guard", "replay", plan, "-o", "json").exits(0).json("guard-replay");
            assertThat(same.path("looks").asInt()).isGreaterThan(2);
            assertThat(same.path("differences")).isEmpty();
            assertThat(shell.run("guard", "decisions", plan, "--all").exits(0).out())
                    .contains("BELOW_COUNT", "LEASE");

            JsonNode other = shell.run("guard", "replay", plan, "--by", none, "-o", "json")
                    .exits(0)
                    .json("guard-replay");
            assertThat(other.path("differing").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(other.at("/differences/0/onlyThen/0").asText()).startsWith("BELOW_COUNT {\"kind\":\"Rent\"");
            shell.run("guard", "stop", plan, "--destroy").exits(0);
            assertThat(market.truth().alive()).isEmpty();
        }
    }
}
