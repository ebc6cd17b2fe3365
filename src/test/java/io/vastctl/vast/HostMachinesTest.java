package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostMachinesTest extends ClientFixture {

    private final HostMachines machines = client.hostMachines();

    private static void answering(int status, String body) {
        VAST.stubFor(any(anyUrl()).willReturn(json(status, body)));
    }

    @Test
    void readsWhatTheOfficialClientShows() throws InterruptedException {
        answering(200, """
                {"machines":[{"id":17049,"hostname":"x","gpu_name":"RTX_4090","num_gpus":4,"listed":true,
                "listed_gpu_cost":0.4,"min_bid_price":"0.25","gpu_occupancy":"D I x x","gpu_max_cur_temp":77},
                {"machine_id":"12"}]}""");

        assertThat(machines.list())
                .containsExactly(
                        new HostMachine(
                                17049,
                                "RTX 4090",
                                4,
                                true,
                                OptionalDouble.of(0.4),
                                OptionalDouble.of(0.25),
                                OptionalDouble.of(50),
                                OptionalDouble.of(77)),
                        new HostMachine(
                                12,
                                "",
                                0,
                                false,
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty()));
        VAST.verify(getRequestedFor(urlEqualTo("/api/v0/machines/?owner=me")));
    }

    @ParameterizedTest
    @CsvSource({"D D, 100", "x, 0", "D R I x, 75", "D -, 50", "2/4, -1", "'', -1", "D Q, -1"})
    void occupancyThatNobodyKnowsIsUnknown(String occupancy, double percent) {
        assertThat(HostMachine.rented(occupancy))
                .isEqualTo(percent < 0 ? OptionalDouble.empty() : OptionalDouble.of(percent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"machines\":7}", "{\"machines\":[{}]}", "[]"})
    void aListIsWholeOrAnError(String body) {
        answering(200, body);

        assertThatThrownBy(machines::list).isInstanceOf(VastApiException.class);
    }

    @Test
    void setsThePriceOfOneCard() throws InterruptedException {
        answering(200, "{\"success\":true}");

        machines.setMinBid(17049, 0.31);

        VAST.verify(putRequestedFor(urlEqualTo("/api/v0/machines/17049/minbid/"))
                .withRequestBody(equalToJson("{\"price\":0.31}")));
        assertThatThrownBy(() -> machines.setMinBid(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> machines.setMinBid(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMachineOfOthersIsForbidden() {
        answering(403, "{\"success\":false,\"error\":\"forbidden\",\"msg\":\"You do not own this machine.\"}");

        assertThatThrownBy(() -> machines.setMinBid(1, 0.3))
                .isInstanceOfSatisfying(
                        VastApiException.class, e -> assertThat(e.problem()).isEqualTo(ApiProblem.FORBIDDEN));
    }
}
