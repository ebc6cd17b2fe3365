package io.vastctl.cli.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffersCommandTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void offersAreRankedByExpectedCost() {
        JsonNode offers = offers();

        List<JsonNode> eligible = Ran.items(offers.path("eligible"));
        assertThat(eligible).extracting(offer -> offer.path("rank").asInt()).startsWith(1, 2, 3);
        assertThat(eligible)
                .extracting(offer -> offer.path("expectedDollars").asDouble())
                .isSorted();
        assertThat(offers.path("seen").asInt())
                .isEqualTo(eligible.size() + offers.path("excluded").size());
        assertThat(Ran.items(offers.path("excluded")))
                .allSatisfy(offer -> assertThat(offer.has("gate") && offer.has("value") && offer.has("limit"))
                        .isTrue());
    }

    @Test
    void theTableHasAsManyRowsAsAskedFor() {
        Ran table = shell.run("offers", "--simulate", "--strictness", "balanced", "--limit", "3")
                .exits(0);

        assertThat(table.out().lines()).hasSize(5);
        assertThat(table.out()).contains("eligible", "excluded by", "P(OK)");
        assertThat(table.out()).matches("\\p{ASCII}*");
    }

    @Test
    void everyExclusionIsListedOnRequest() {
        int excluded = offers().path("excluded").size();

        Ran table = shell.run("offers", "--simulate", "--strictness", "balanced", "--excluded", "--limit", "1");

        assertThat(table.out().lines()).hasSize(3 + 2 + excluded);
    }

    @Test
    void oneOfferIsExplained() {
        JsonNode offers = offers();
        String good = offers.path("eligible").get(0).path("offerId").asText();
        String bad = offers.path("excluded").get(0).path("offerId").asText();

        why(good).says("ranks 1", "per ready endpoint");
        why(bad).says("is excluded", "FAILS GATE");
        JsonNode reason = why(good, "-o", "json").json("offer-reason");
        assertThat(reason.path("eligible").asBoolean()).isTrue();
        assertThat(reason.path("fails")).isEmpty();
        assertThat(why(bad, "-o", "json").json("offer-reason").path("fails")).isNotEmpty();
    }

    @Test
    void noOfferIsCode3AndNamesTheNearestRelaxation() {
        Ran none = shell.run("offers", "--simulate", "--strictness", "balanced", "--max-price", "0.001")
                .exits(3);

        none.says("0 eligible", "Most are excluded by price", "Nearest relaxation: price at most");
        JsonNode json = shell.run(
                        "offers", "--simulate", "--strictness", "balanced", "--max-price", "0.001", "-o", "json")
                .exits(3)
                .json("offers");
        assertThat(json.path("eligible")).isEmpty();
        JsonNode relaxation = json.path("relaxation");
        assertThat(relaxation.path("gate").asText()).isEqualTo("price");
        assertThat(relaxation.path("from").asText()).isEqualTo("0.001");
        assertThat(relaxation.path("to").asDouble()).isGreaterThan(0.001);
        assertThat(relaxation.path("admits").asInt()).isPositive();
        none.says(relaxation.path("sentence").asText());
    }

    @Test
    void thereIsNoRelaxationWhereSomethingPasses() {
        assertThat(offers().has("relaxation")).isFalse();
    }

    @Test
    void theGatesThatBlockAreCountedAndARelaxationIsNamedAlsoWhereSomethingPasses() {
        Ran text = shell.run("offers", "--simulate", "--strictness", "strict", "--blocking")
                .exits(0)
                .says("Most are excluded by", "GATE", "FAIL IT ALONE");
        JsonNode json = shell.run("offers", "--simulate", "--strictness", "strict", "--blocking", "-o", "json")
                .exits(0)
                .json("offers-blocking");

        int first = Ran.items(json.path("gates")).stream()
                .mapToInt(gate -> gate.path("excludesFirst").asInt())
                .sum();
        assertThat(first)
                .isEqualTo(json.path("seen").asInt() - json.path("eligible").asInt());
        assertThat(Ran.items(json.path("gates")))
                .allSatisfy(gate -> assertThat(gate.path("failsAlone").asInt())
                        .isLessThanOrEqualTo(gate.path("fails").asInt()));
        assertThat(json.path("eligible").asInt()).isPositive();
        assertThat(json.path("relaxation").path("admits").asInt()).isPositive();
        text.says(json.path("relaxation").path("sentence").asText());
    }

    @Test
    void thePartsMakeUpTheExpectedCost() {
        JsonNode best = offers().path("eligible").get(0);

        double success = best.path("dollarsPerHour").asDouble()
                        * best.path("expectedHours").asDouble()
                + best.path("trafficDollars").asDouble();
        assertThat(best.path("successDollars").asDouble()).isCloseTo(success, within(1e-4));
        assertThat(best.path("tryDollars").asDouble())
                .isCloseTo(
                        0.75 * best.path("successDollars").asDouble()
                                + 0.25 * best.path("failureDollars").asDouble(),
                        within(1e-5));
        assertThat(best.path("expectedDollars").asDouble())
                .isCloseTo(
                        best.path("tryDollars").asDouble()
                                / best.path("successProbability").asDouble(),
                        within(1e-4));
    }

    @Test
    void aPolicyOfOnesOwnIsUsedByItsName() {
        shell.write(
                shell.config().resolve("config.yaml"), "policies: {anything: {like: strict, min-reliability: 0}}\n");

        int own = eligible("anything");

        assertThat(own).isGreaterThan(eligible("strict"));
    }

    private int eligible(String strictness) {
        return shell.run("offers", "--simulate", "--strictness", strictness, "-o", "json")
                .exits(0)
                .json("offers")
                .path("eligible")
                .size();
    }

    private JsonNode offers() {
        return shell.run("offers", "--simulate", "--strictness", "balanced", "-o", "json")
                .exits(0)
                .json("offers");
    }

    private Ran why(String offer, String... more) {
        String[] args = {"offers", "--simulate", "--strictness", "balanced", "--why", offer};
        String[] all = Stream.of(args, more).flatMap(Arrays::stream).toArray(String[]::new);
        return shell.run(all).exits(0);
    }
}
