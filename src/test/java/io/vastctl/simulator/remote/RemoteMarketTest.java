package io.vastctl.simulator.remote;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.simulator.market.ServedTime;
import io.vastctl.time.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteMarketTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final FakeTime real = new FakeTime();
    private final SimulatedMarket served = SimulatedMarket.serve(
            new SimulatedMarket.Options("calm", 7, 1_000_000, Optional.empty(), 0, Markets.START),
            new SimulatedMarket.Service(1, real, real, (at, method, path, status) -> {}));

    @AfterEach
    void close() {
        served.close();
    }

    private RemoteMarket found() {
        return RemoteMarket.find(served.apiUrl(), real).orElseThrow();
    }

    @Test
    void itIsLedFromTheMomentItIsFoundUntilItIsClosed() {
        try (RemoteMarket market = found()) {
            assertThat(market.seed()).isEqualTo(7);
            assertThat(market.clock().instant()).isEqualTo(Markets.START);
            assertThat(served.time().instant()).isEqualTo(Markets.START);
            assertThat(leaders()).isEqualTo(1);
        }
        assertThat(leaders()).isZero();
    }

    private int leaders() {
        return ((ServedTime) served.time()).leaders();
    }

    @Test
    void sleepingMovesTheMarketsClockExactly() throws Exception {
        try (RemoteMarket market = found()) {
            market.sleeper().sleep(Duration.ofMinutes(10).plusNanos(123_456_789));
            market.sleeper().sleep(Duration.ZERO);
            market.sleeper().sleep(Duration.ofMillis(-5));

            assertThat(served.time().instant())
                    .isEqualTo(Markets.START.plusSeconds(600).plusNanos(123_456_789));
            assertThat(market.clock().instant()).isEqualTo(served.time().instant());
        }
    }

    @Test
    void anInterruptEndsASleepAndMovesNothing() {
        try (RemoteMarket market = found()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> market.sleeper().sleep(Duration.ofDays(3)))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(market.clock().instant()).isEqualTo(Markets.START);
        }
    }

    @Test
    void aPendingInterruptDoesNotStopTheClockFromBeingRead() {
        try (RemoteMarket market = found()) {
            Thread.currentThread().interrupt();

            Instant now = market.clock().instant();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(now).isEqualTo(Markets.START);
        }
    }

    @Test
    void theTruthIsTheMarketsOwn() {
        try (RemoteMarket market = found()) {
            assertThat(market.truth()).contains(served.truth().json());
        }
    }

    @Test
    void whenTheMarketGoesAwayItsClockGoesOnHereAndNothingHangs() throws Exception {
        RemoteMarket market = found();
        market.sleeper().sleep(Duration.ofMinutes(1));
        served.close();

        market.sleeper().sleep(Duration.ofMinutes(2));

        assertThat(market.clock().instant()).isEqualTo(Markets.START.plusSeconds(180));
        assertThat(market.truth()).isEmpty();
        market.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>maintenance</html>",
                "[]",
                "{}",
                "{\"clock\":\"now\",\"seed\":1,\"ledSpeed\":100,\"scenario\":\"calm\",\"flowing\":true}",
                "{\"clock\":\"2026-11-01T12:00:00Z\",\"seed\":1.5,\"ledSpeed\":100,\"scenario\":\"calm\",\"flowing\":true}",
                "{\"clock\":\"2026-11-01T12:00:00Z\",\"seed\":1,\"ledSpeed\":0,\"scenario\":\"calm\",\"flowing\":true}",
                "{\"clock\":\"2026-11-01T12:00:00Z\",\"seed\":1,\"ledSpeed\":100,\"flowing\":true}"
            })
    void anythingButAProperAnswerIsNoSimulatedMarket(String body) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withBody(body)));

        assertThat(RemoteMarket.find(URI.create(SERVER.baseUrl()), real)).isEmpty();
    }

    @Test
    void noKeyIsSentWithTheQuestion() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));

        assertThat(RemoteMarket.find(URI.create(SERVER.baseUrl() + "/"), real)).isEmpty();

        assertThat(SERVER.getAllServeEvents()).singleElement().satisfies(event -> {
            assertThat(event.getRequest().getUrl()).isEqualTo("/simulator/clock");
            assertThat(event.getRequest().containsHeader("Authorization")).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://console.vast.ai",
                "http://example.com",
                "https://127.0.0.1:1",
                "http://me@127.0.0.1:1",
                "http://127.0.0.1.example.com"
            })
    void addressesElsewhereAreNotAsked(String address) {
        assertThat(RemoteMarket.find(URI.create(address), real)).isEmpty();
    }

    @Test
    void nobodyThereIsNoSimulatedMarket() {
        assertThat(RemoteMarket.find(URI.create("http://127.0.0.1:1"), real)).isEmpty();
    }
}
