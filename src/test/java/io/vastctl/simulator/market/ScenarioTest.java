package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.simulator.Markets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {

    private static final Path DOCUMENT = Path.of("docs/reference/scenarios.md");
    /** A single run cannot see it, so that it is left to scenarios of one's own. */
    private static final Set<Fault> NOT_SHIPPED = Set.of(Fault.INSTANCE_RETURNS);

    @TempDir
    Path folder;

    private Scenario read(String content) throws IOException {
        return Scenario.of(
                Files.writeString(folder.resolve("mine.yaml"), content).toString());
    }

    @Test
    void calmHasNoFaultsAndTheOthersNameEveryOne() {
        assertThat(Scenario.named("calm").rates()).isEmpty();
        assertThat(Scenario.named("ordinary").rates()).containsOnlyKeys(Fault.values());
        assertThat(Scenario.named("hostile").rates()).containsOnlyKeys(Fault.values());
    }

    @Test
    void hostileIsWorseThanOrdinaryInEverything() {
        Scenario ordinary = Scenario.named("ordinary");
        Scenario hostile = Scenario.named("hostile");

        assertThat(Fault.values())
                .filteredOn(fault -> !NOT_SHIPPED.contains(fault))
                .allMatch(fault -> hostile.rate(fault) > ordinary.rate(fault) && ordinary.rate(fault) > 0);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Scenario.of("stormy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown scenario 'stormy'; there are calm, ordinary, hostile, "
                        + "and files whose names end in .yaml");
        assertThatThrownBy(() -> Scenario.of("ordinry")).hasMessageContaining("did you mean 'ordinary'?");
        assertThatThrownBy(() -> Scenario.of("./no.yaml")).hasMessage("./no.yaml: there is no such scenario file");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            faults:\\n  cdi-inject: 1           | 2: faults: unknown fault 'cdi-inject'; did you mean 'cdi-injection'?
            # x\\nfaults:\\n  crash: 1.5         | 3: faults: crash: expected a number from 0 to 1, not 1.5
            faults:\\n  crash: often           | 2: faults: crash: expected a number, not 'often'
            faults:\\n  crash: NaN             | 2: faults: crash: expected a number from 0 to 1, not NaN
            faults: [crash]                    | 1: faults: expected fields such as "key: value"
            falts: {}                          | 1: unknown key 'falts'; did you mean 'faults'?
            credit: -1                         | 1: credit: expected a number from 0 to 1000000000, not -1
            searchLimit: 0                     | 1: searchLimit: expected a number from 1 to 100000, not 0
            credit: 1\\ncredit: 2              | 2: 'credit' is there twice, first in line 1
            latency: 5s                        | 1: latency: expected the shortest and the longest, such as [150ms, 400ms]
            latency: [2s, 1s]                  | 1: latency: the longest is shorter than the shortest
            machines:\\n  abc: [crash]         | 2: machines: expected a number as its key, not 'abc'
            machines:\\n  12: [crash]          | 2: machines: 12: 'crash' is no fault of a machine
            machines:\\n  12: hf-dns           | 2: machines: 12: expected a list of faults, such as [cdi-injection]
            speeds:\\n  all: fast              | 2: speeds: all: expected a factor such as 0.5, or a speed such as 200 Mbit/s, not 'fast'
            timeline:\\n  - at: -5s\\n    offline: true | 2: timeline: at: a time cannot be negative: -5s
            timeline:\\n  - at: soon\\n    offline: true | 2: timeline: at: expected a time such as 90s, 10m or 2h, not 'soon'
            timeline:\\n  - for: 5s            | 2: timeline: an entry without "at"
            timeline:\\n  - at: 5s             | 2: timeline: expected one of fault, credit, price, bids, outbid, offline in each entry
            timeline:\\n  - at: 5s\\n    fualt: crash | 3: timeline: unknown key 'fualt'; did you mean 'fault'?
            timeline:\\n  - at: 5s\\n    credit: 5\\n    for: 5s | 4: timeline: 'for' has no meaning with credit and price
            timeline:\\n  - at: 5s\\n    fault: crash\\n    machine: 5 | 4: timeline: this does not happen to a machine
            extends: ordinaryy                 | 1: extends: unknown scenario 'ordinaryy'; did you mean 'ordinary'?
            extends: ./mine.yaml               | 1: extends: more than 8 files deep, or in a circle
            - a                                | 1: expected fields such as "key: value"
            """)
    void aMistakeIsOneLineWithItsPlace(String content, String message) {
        assertThatThrownBy(() -> read(content.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .endsWith("mine.yaml:" + message)
                        .doesNotContain("\n"));
    }

    @Test
    void textThatIsNotYamlNamesLineAndColumn() {
        assertThatThrownBy(() -> read("faults:\n  crash: [1"))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains("mine.yaml:")
                        .contains("this is not YAML (column ")
                        .doesNotContain("\n"));
    }

    @Test
    void anEmptyFileIsACalmDay() throws IOException {
        Scenario scenario = read("# nothing\n");

        assertThat(scenario).isEqualTo(new Scenario("mine", 1000, Map.of()));
    }

    @Test
    void theDocumentedExampleIsReadAsDocumented() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf("```yaml\n") + 8;
        Scenario scenario = read(document.substring(begin, document.indexOf("```", begin)));

        assertThat(scenario.searchLimit()).isEqualTo(64);
        assertThat(scenario.credit()).isEqualTo(12.5);
        assertThat(scenario.latency().most()).isEqualTo(Duration.ofSeconds(2));
        assertThat(scenario.rate(Fault.CDI_INJECTION)).isEqualTo(0.1);
        assertThat(scenario.rate(Fault.OCI_RUNTIME))
                .isEqualTo(Scenario.named("ordinary").rate(Fault.OCI_RUNTIME));
        assertThat(scenario.has(14711, 1, Fault.KEY_REFUSED)).isTrue();
        assertThat(scenario.has(5, 66012, Fault.HF_DNS)).isTrue();
        assertThat(scenario.sizes().imageGb("vllm/vllm-openai:v0.11.2")).isEqualTo(9.1);
        assertThat(scenario.sizes().imageGb("vllm/other")).isEqualTo(8.5);
        assertThat(scenario.sizes().modelGb("any/thing-7B-AWQ")).isEqualTo(5);
        assertThat(scenario.sizes().modelGb("any/thing-7B")).isEqualTo(14);
        assertThat(scenario.speeds().mbps(14711, 1000)).isEqualTo(40);
        assertThat(scenario.speeds().mbps(1, 1000)).isEqualTo(500);
        assertThat(scenario.timeline()).hasSize(7);
        assertThat(scenario.orders(Fault.API_BLIND, 0, Duration.ofSeconds(119))).isFalse();
        assertThat(scenario.orders(Fault.API_BLIND, 0, Duration.ofSeconds(209))).isTrue();
        assertThat(scenario.orders(Fault.API_BLIND, 0, Duration.ofSeconds(210))).isFalse();
        assertThat(scenario.timeline().get(4).what()).isEqualTo(new Ordered.What.Bids(1.2));
        assertThat(scenario.timeline().get(5))
                .isEqualTo(new Ordered(
                        Duration.ofMinutes(30),
                        Optional.of(Duration.ofMinutes(15)),
                        Optional.empty(),
                        new Ordered.What.Rival(OptionalDouble.of(0.4))));
    }

    @Test
    void theTableOfFaultsIsInStepWithTheCodeAndTheShippedFiles() throws IOException {
        List<String> expected = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            expected.add(String.join(
                    " | ",
                    "| `" + fault.id() + "`",
                    fault.description(),
                    per(fault),
                    rate("calm", fault),
                    rate("ordinary", fault),
                    rate("hostile", fault),
                    ""));
        }
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line ->
                        Arrays.stream(Fault.values()).anyMatch(fault -> line.startsWith("| `" + fault.id() + "` ")))
                .toList();

        assertThat(rows).hasSameSizeAs(expected);
        for (int row = 0; row < rows.size(); row++) {
            assertThat(rows.get(row)).startsWith(expected.get(row));
            assertThat(rows.get(row).length())
                    .as("a reason: %s", rows.get(row))
                    .isGreaterThan(expected.get(row).length() + 10);
        }
    }

    private static String per(Fault fault) {
        return switch (fault.span()) {
            case MACHINE -> "machine";
            case DAY -> "machine and day";
            case HOURS -> "machine and six hours";
            case RENTAL -> "rental or call";
            case WINDOW -> "two minutes";
            case HALF_HOUR -> "half an hour";
            case MOMENT -> "machine and day, at a moment of its own";
            case EPISODE -> "day, at a moment of its own";
        };
    }

    private static String rate(String scenario, Fault fault) {
        double rate = Scenario.named(scenario).rate(fault);
        return rate == 0 ? "0" : String.format(Locale.ROOT, "%.3f", rate).replaceFirst("0+$", "");
    }

    @Test
    void theTimeLineStrikesWhileItLasts() throws IOException {
        Markets markets = new Markets(read("timeline:\n  - at: 60\n    for: 60\n    fault: api-blind\n"), 1);

        assertThat(markets.market.faults().bursts(Fault.API_BLIND, markets.time.instant()))
                .isFalse();
        markets.pass(61);
        assertThat(markets.market.faults().bursts(Fault.API_BLIND, markets.time.instant()))
                .isTrue();
        markets.pass(60);
        assertThat(markets.market.faults().bursts(Fault.API_BLIND, markets.time.instant()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PULL_STUCK", "SLOW_BOX"})
    void aNamedMachineHasItsFault(Fault fault) throws IOException {
        long machine = Markets.calm().goodOffer().path("machine_id").asLong();
        Markets markets = new Markets(read("machines:\n  " + machine + ": [" + fault.id() + "]\n"), 1);

        assertThat(markets.rent("some/model").has(fault)).isTrue();
    }

    @Test
    void sizesAndSpeedsShowInTheBillAndTheTime() throws IOException {
        Markets usual = Markets.calm();
        Markets larger = new Markets(read("images: {\"vllm/*\": 17}\nspeeds: {all: 0.5}\n"), 1);
        Contract small = usual.rent("some/model");
        Contract large = larger.rent("some/model");
        usual.pass(4_000);
        larger.pass(4_000);

        assertThat(large.bill(larger.time.instant()).traffic())
                .isGreaterThan(small.bill(usual.time.instant()).traffic());
        assertThat(pull(large)).isGreaterThan(pull(small).multipliedBy(2));
    }

    private static Duration pull(Contract contract) {
        return Duration.between(contract.life().loadingAt(), contract.life().pullEnds());
    }
}
