package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Makes every call in every variation and holds the requests against the published description. The other
 * tests of the client are held against it too, by their fixture.
 */
class OpenApiConformanceTest extends ClientFixture {

    private ApiDescription description = new ApiDescription(Json.MAPPER.createObjectNode());

    @BeforeEach
    void readDescription() {
        Optional<ApiDescription> published = ApiDescription.published();
        assumeTrue(published.isPresent(), "no OpenAPI description at " + ApiDescription.place());
        description = published.orElseThrow();
    }

    @Test
    void everyCallIsDescribedButForTheListedDeviationsAllOfWhichOccur() throws InterruptedException {
        makeEveryCall();

        Set<Deviation> seen = EnumSet.noneOf(Deviation.class);
        requests()
                .forEach(request -> description
                        .findings(request)
                        .forEach(finding -> seen.add(Deviation.of(finding)
                                .orElseThrow(() -> new AssertionError("not described and not listed: " + finding)))));

        assertThat(seen).as("deviations that still occur").containsExactlyInAnyOrder(Deviation.values());
        assertThat(Arrays.stream(Deviation.values()).map(Deviation::reason)).noneMatch(String::isBlank);
    }

    /** Calls of which the pacing knows cannot be forgotten here. */
    @Test
    void noKindOfCallIsLeftOut() throws InterruptedException {
        makeEveryCall();

        Set<String> operations = new TreeSet<>();
        requests()
                .forEach(request -> operations.add(request.getMethod() + " "
                        + URI.create(request.getUrl()).getPath().replaceAll("\\d{2,}", "{}")));

        // Start, stop and label are one operation.
        assertThat(operations).hasSize(CallKind.values().length - 2);
    }

    @Test
    void aWrongRequestWouldBeFound() {
        assertThat(rules("PUT", "/api/v0/instances/7", "{\"state\":\"halted\"}"))
                .containsExactly("body.state enum");
        assertThat(rules("PUT", "/api/v0/instances/seven", "{}")).containsExactly("path unknown");
        assertThat(rules("PATCH", "/api/v0/instances/7", "{}")).containsExactly("method unknown");
        assertThat(rules("GET", "/api/v0/instance/7", "")).containsExactly("path unknown");
        assertThat(rules("GET", "/api/v1/instances?limit=26", "")).containsExactly("query.limit maximum");
        assertThat(rules("GET", "/api/v1/instances?token=x", "")).containsExactly("query.token unknown");
        assertThat(rules("PUT", "/api/v0/asks/7", "{\"onstart\":5}"))
                .containsExactly("body.image required", "body.onstart type");
        assertThat(rules("PUT", "/api/v0/asks/7", "")).containsExactly("body required");
        assertThat(rules("PUT", "/api/v0/instances/bid_price/7", "{\"client_id\":\"me\",\"price\":33}"))
                .containsExactly("body.price maximum");
        assertThat(rules("PUT", "/api/v0/instances/bid_price/7", "{\"client_id\":\"me\",\"price\":1}"))
                .isEmpty();
    }

    private List<String> rules(String method, String url, String body) {
        return description.findings(method, URI.create(url), body).stream()
                .map(finding -> finding.where() + " " + finding.rule())
                .toList();
    }

    private void makeEveryCall() throws InterruptedException {
        answerEverything();
        for (OfferQuery query : queries()) client.searchOffers(query);
        for (RentalOrder order : orders()) client.create(order);
        client.show(312);
        client.list();
        client.destroy(312);
        client.attachSshKey(312, "ssh-ed25519 AAAA me");
        client.logs(312, 200);
        client.currentUser();
        client.charges(Instant.EPOCH, Instant.EPOCH.plusSeconds(5));
        control(client.control());
        keys(client.sshKeys());
        client.priceIncreases().pending();
        client.priceIncreases().accept(55);
        client.priceIncreases().reject(56);
        client.hostMachines().list();
        client.hostMachines().setMinBid(70, 0.31);
        client.news().machineReports(33);
        client.news().auditLog();
        client.news().notificationTypes();
        client.news().notificationSettings(55);
    }

    private static void control(InstanceControl control) throws InterruptedException {
        control.start(312);
        control.stop(312);
        control.relabel(312, "x".repeat(1024));
        control.relabel(312, "");
        control.reboot(312);
        control.recycle(312);
        control.changeBid(312, 0.001);
        control.changeBid(312, 32);
        control.execute(312, new ContainerCommand("ls " + "x".repeat(509)));
        control.logs(312, LogRequest.last(1).matching("vllm"));
        control.logs(312, LogRequest.last(1).ofTheDaemon());
    }

    private static void keys(SshKeyring keys) throws InterruptedException {
        keys.accountKeys();
        keys.addAccountKey("ssh-ed25519 AAAA me");
        keys.deleteAccountKey(55);
        keys.attachedKeys(312);
        keys.detachKey(312, 55);
    }

    private static List<OfferQuery> queries() {
        OfferQuery full = new OfferQuery(
                RentalType.INTERRUPTIBLE,
                60,
                100,
                Set.of("RTX 4090"),
                OptionalInt.of(1),
                OptionalInt.of(22_000),
                OptionalDouble.of(0.98),
                OptionalInt.of(8),
                OptionalDouble.of(1),
                OptionalDouble.of(0.1),
                OptionalDouble.of(12.4),
                Set.of("CN", "RU"),
                true,
                true,
                Optional.of(33L));
        OfferQuery twoCards = new OfferQuery(
                RentalType.ON_DEMAND,
                60,
                100,
                Set.of("RTX 4090", "RTX 5090"),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.1),
                OptionalDouble.empty(),
                Set.of(),
                false,
                false,
                Optional.empty());
        return List.of(
                OfferQuery.broad(RentalType.ON_DEMAND, 40, 64),
                OfferQuery.broad(RentalType.INTERRUPTIBLE, 40, 500),
                full,
                twoCards);
    }

    private static List<RentalOrder> orders() {
        RentalOrder bare = new RentalOrder(77, "l", "i:t", 8, Map.of(), "", false, OptionalDouble.empty());
        RentalOrder bid = new RentalOrder(78, "l", "i:t", 8, Map.of("A", "b"), "x", true, OptionalDouble.of(0.12));
        return List.of(order(), bare, bid);
    }

    /** One answer that is good enough for most, and those that must look otherwise. */
    private static void answerEverything() {
        VAST.stubFor(any(anyUrl())
                .willReturn(json(
                        200,
                        "{\"success\":true,\"new_contract\":5,\"offers\":[],\"results\":[],\"instances\":{\"id\":312},\"id\":55,"
                                + "\"credit\":1,\"key\":{\"id\":55},\"ssh_keys\":\"[]\",\"notification_types\":[],"
                                + "\"notification_preferences\":{},\"machines\":[],\"pending_price_increases\":[]}")));
        for (String path : List.of("/api/v0/ssh/", "/api/v0/machines/33/reports/", "/api/v0/audit_logs/")) {
            VAST.stubFor(get(urlPathEqualTo(path)).willReturn(json(200, "[]")));
        }
        pages();
    }

    private static void pages() {
        VAST.stubFor(get(urlPathEqualTo("/api/v1/instances/"))
                .inScenario("pages")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("second")
                .willReturn(json(200, "{\"instances\":[{\"id\":1}],\"next_token\":\"eyJ2=\"}")));
        VAST.stubFor(get(urlPathEqualTo("/api/v1/instances/"))
                .inScenario("pages")
                .whenScenarioStateIs("second")
                .willReturn(json(200, "{\"instances\":[{\"id\":2}],\"next_token\":null}")));
    }
}
