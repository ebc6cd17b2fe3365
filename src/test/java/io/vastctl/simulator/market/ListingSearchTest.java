package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.Markets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingSearchTest {

    private static final List<Listing> ROWS = new OfferGenerator(OfferTable.builtIn(), 1, Markets.START).generate();

    private static List<Listing> search(String query) {
        return new ListingSearch(Markets.read(query), 1000).over(ROWS, Markets.START);
    }

    @Test
    void returnsSixtyFourUnlessAskedAndNeverMoreThanTheCap() {
        assertThat(search("{}")).hasSize(64);
        assertThat(search("{\"limit\":100}")).hasSize(100);
        assertThat(new ListingSearch(Markets.read("{\"limit\":100}"), 70).over(ROWS, Markets.START))
                .hasSize(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"le", "ge", "nin", "=="})
    void anOperatorThatDoesNotExistIsRefused(String op) {
        assertThatThrownBy(() -> search("{\"num_gpus\":{\"" + op + "\":1}}"))
                .isInstanceOf(ListingSearch.BadQuery.class)
                .hasMessageContaining(op + " is not a valid search op");
    }

    @Test
    void anUnknownFieldIsRefused() {
        assertThatThrownBy(() -> search("{\"colour\":{\"eq\":\"red\"}}"))
                .hasMessageContaining("colour is not a valid search key");
    }

    @Test
    void namesWithUnderscoresMatchNothing() {
        assertThat(search("{\"gpu_name\":{\"eq\":\"RTX_4090\"}}")).isEmpty();
        assertThat(search("{\"gpu_name\":{\"in\":[\"RTX 4090\",\"RTX 3090\"]}}"))
                .isNotEmpty()
                .allMatch(row -> List.of("RTX 4090", "RTX 3090").contains(row.text("gpu_name")));
    }

    @Test
    void filteringOnTheIdMatchesNothing() {
        long id = ROWS.get(0).id();

        assertThat(search("{\"id\":{\"eq\":" + id + "}}")).isEmpty();
        assertThat(search("{\"ask_contract_id\":{\"eq\":" + id + "}}")).hasSize(1);
    }

    @Test
    void verifiedIsAFilterThoughNoFieldOfTheAnswer() {
        assertThat(search("{\"verified\":{\"eq\":true},\"limit\":1000}"))
                .isNotEmpty()
                .allMatch(row -> row.text("verification").equals("verified")
                        && !row.json().has("verified"));
        assertThat(search("{\"limit\":1000}"))
                .anyMatch(row -> !row.text("verification").equals("verified"));
    }

    @Test
    void rowsThatAreOlderThanTheFieldCountAsNvidia() {
        List<Listing> rows = List.of(row("{\"id\":1}"), row("{\"id\":2,\"gpu_arch\":\"amd\"}"));

        assertThat(new ListingSearch(Markets.read("{\"gpu_arch\":{\"eq\":\"nvidia\"}}"), 9).over(rows, Markets.START))
                .extracting(Listing::id)
                .containsExactly(1L);
        assertThat(search("{\"gpu_arch\":{\"eq\":\"nvidia\"},\"limit\":1000}"))
                .hasSameSizeAs(search("{\"limit\":1000}"));
    }

    private static Listing row(String json) {
        return new Listing((ObjectNode) Markets.read(json));
    }

    @Test
    void countriesAreFilteredByTheirTwoLetters() {
        List<Listing> rest = search("{\"geolocation\":{\"notin\":[\"RU\",\"CN\",\"IR\"]},\"limit\":1000}");

        assertThat(rest).isNotEmpty().noneMatch(row -> row.text("geolocation").endsWith(", CN"));
        assertThat(search("{\"geolocation\":{\"eq\":\"CA\"},\"limit\":1000}"))
                .anyMatch(row -> row.text("geolocation").equals(", CA"));
    }

    @Test
    void pricesIncludeTheDiskThatWasAskedFor() {
        for (Listing row : search("{\"allocated_storage\":100}")) {
            assertThat(row.number("dph_total", 0))
                    .isEqualTo(row.number("dph_base", 0) + row.number("storage_cost", 0) * 100 / 720);
        }
    }

    @Test
    void anUpperPriceLimitIsJudgedAtTheDefaultDiskAndLetsDearerOffersThrough() {
        List<Listing> found = search("{\"dph_total\":{\"lte\":0.3},\"allocated_storage\":500,\"limit\":1000}");

        assertThat(found).anyMatch(row -> row.number("dph_total", 0) > 0.3);
    }

    @Test
    void theOrderIsTheOneAskedFor() {
        assertThat(search("{\"order\":[[\"dph_total\",\"asc\"]]}"))
                .isSortedAccordingTo((a, b) -> Double.compare(a.number("dph_total", 0), b.number("dph_total", 0)));
        assertThat(search("{\"order\":[[\"reliability\",\"desc\"]]}"))
                .isSortedAccordingTo((a, b) -> Double.compare(b.number("reliability", 0), a.number("reliability", 0)));
    }

    @Test
    void aSearchForBidsShowsTheLowestBidAsThePrice() {
        assertThat(search("{\"type\":\"bid\"}"))
                .isNotEmpty()
                .allMatch(row -> row.number("dph_base", 0) == row.number("min_bid", 1)
                        && !row.json().path("is_bid").asBoolean());
    }
}
