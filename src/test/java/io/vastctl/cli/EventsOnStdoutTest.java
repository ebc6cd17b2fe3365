package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.provision.RunEvent;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsOnStdoutTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path home;

    @Test
    void eachLineOfStdoutIsAnEventAsPublishedAndTheResultIsAmongTheTalk() throws Exception {
        for (String seed : List.of("1", "2", "3")) {
            Ran ran = new Shell(home).simulate("--simulate=hostile", "--seed", seed, "--events", "-");

            List<JsonNode> events = events(ran);
            assertThat(events.get(0).path("event").asText()).isEqualTo("run-started");
            assertThat(events.get(events.size() - 1).path("event").asText()).isEqualTo("run-finished");
            assertThat(events.get(events.size() - 1).path("exitCode").asInt()).isEqualTo(ran.code());
            assertThat(ran.err()).contains("Attempt 1");
        }
    }

    @Test
    void quietKeepsTheEvents() throws Exception {
        Ran ran = new Shell(home)
                .simulate("--simulate=calm", "--events", "-", "--quiet")
                .exits(0);

        assertThat(events(ran)).hasSizeGreaterThan(4);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void theKeyOfAKeptEndpointIsNotLost() throws Exception {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = new Shell(home).with("VAST_URL", market.apiUrl().toString());

            Ran ran =
                    shell.run("up", "--strictness", "balanced", "--events", "-").exits(0);

            assertThat(events(ran)).isNotEmpty();
            assertThat(ran.err()).containsIgnoringCase("key");
            assertThat(ran.out()).doesNotContain("sk-");
            shell.run("down", "--all", "--yes").exits(0);
        }
    }

    @Test
    void twoThatWantStdoutAreRefused() {
        new Shell(home).simulate("--events", "-", "-o", "json").refuses(2, "--events -", "-o json", "--report json=");
    }

    @Test
    void whatHasNoEventsPrintsItsResultAsEver() {
        Shell shell = new Shell(home).with("VASTCTL_EVENTS", "-");

        assertThat(shell.run("offers", "--simulate").exits(0).out()).contains("MACHINE");
        shell.simulate("--dry-run", "-o", "json").exits(0).json("plan");
    }

    @Test
    void aReaderThatWentAwayIsToldOfOnce() {
        StringWriter err = new StringWriter();
        PrintWriter broken = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });

        EventLog log = new EventLog(broken, new FakeTime(), new PrintWriter(err, true));
        log.hear(new RunEvent.NoHedge("a"));
        log.hear(new RunEvent.NoHedge("b"));
        log.close();

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("--events -", "lines are being lost");
    }

    private static List<JsonNode> events(Ran ran) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            JsonNode event = MAPPER.readTree(line);
            assertThat(PublishedSchemas.complaints("event", event)).as(line).isEmpty();
            events.add(event);
        }
        return events;
    }
}
