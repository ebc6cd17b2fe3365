package io.vastctl.simulator.official;

import io.vastctl.simulator.Markets;
import io.vastctl.simulator.SimulatedMarket;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Vast.ai's own client sends, generation by generation, is answered so that it can go on. */
class OfficialClientTest {

    private static final String SSH_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEyRp7u8Q4WZ5W8vG8sWc0mC3lQk7n5hJd0Yt2oV9xQe recorded@example";

    @ParameterizedTest
    @CsvSource({
        "search.http, calm",
        "renting.http, calm",
        "interruptible.http, calm",
        "vast-py.http, calm",
        "refusals.http, calm",
        "second-thoughts.http, second-thoughts.yaml"
    })
    void goesThroughTheScript(String script, String scenario) throws Exception {
        SimulatedMarket.Options options =
                new SimulatedMarket.Options(file(scenario), 1, 20_000, Optional.empty(), 0, Markets.START);
        try (SimulatedMarket market = SimulatedMarket.open(options)) {
            Map<String, String> variables = Map.of("key", "a-key-of-the-test", "ssh_key", SSH_KEY);
            new Player(market.apiUrl(), market.time(), variables).play(Script.named(script));
        }
    }

    /** A scenario of our own stands beside the scripts. */
    private static String file(String scenario) throws URISyntaxException {
        URL own = OfficialClientTest.class.getResource(scenario);
        return own == null ? scenario : Path.of(own.toURI()).toString();
    }
}
