package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.instance.Instance;
import io.vastctl.instance.InstanceStatus;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.offer.Offer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {

    private static final String LEAST_OFFER =
            "\"id\":1,\"machine_id\":2,\"host_id\":3,\"gpu_name\":\"RTX 4090\"," + "\"num_gpus\":1,\"gpu_ram\":24564";

    @Test
    void readsEveryRowOfEverySavedSearch() throws IOException {
        for (String name : Samples.named("offers-.*\\.json")) {
            boolean anonymous = name.contains("interconnect"); // seven fields a row, no offer id
            for (JsonNode row : Json.tree(Samples.read(name)).orElseThrow().path("offers")) {
                Optional<Offer> offer = offer(row.toString());
                assertThat(offer.isPresent()).as(name).isNotEqualTo(anonymous);
                offer.ifPresent(read -> assertSameAs(row, read));
            }
        }
    }

    private static void assertSameAs(JsonNode row, Offer offer) {
        assertThat(offer.offerId()).isEqualTo(row.path("id").asLong());
        assertThat(offer.gpuRamMb()).isEqualTo(row.path("gpu_ram").asInt());
        assertThat(offer.gpuName()).isEqualTo(row.path("gpu_name").asText());
        assertThat(offer.reliability().orElseThrow())
                .isEqualTo(row.path("reliability2").asDouble());
        assertThat(offer.directPorts().isPresent()).isEqualTo(row.has("direct_port_count"));
        assertThat(offer.datacenter()).isEqualTo(row.path("hosting_type").asInt() == 1);
        assertThat(offer.gpuIds()).hasSize(row.path("gpu_ids").size());
        assertThat(offer.gpuDollarsPerHour()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void numbersMayBeWholeFractionalQuotedOrAbsent() {
        Offer offer = offer("{" + LEAST_OFFER
                        + ",\"dph_base\":\"0.25\",\"storage_cost\":1,\"cuda_max_good\":13,\"compute_cap\":890.0,"
                        + "\"gpu_arch\":\"amd\",\"inet_down\":null,\"disk_space\":\"lots\",\"reliability2\":0.99,\"duration\":1e5,"
                        + "\"cpu_ram\":{\"odd\":[1]},\"gpu_ids\":[7,\"8\",null],\"rentable\":\"false\",\"new\":{}}")
                .orElseThrow();

        assertThat(offer.gpuDollarsPerHour()).isEqualTo(0.25);
        assertThat(offer.storageDollarsPerGbMonth()).isEqualTo(1.0);
        assertThat(offer.cudaMaxGood()).hasValue(13.0);
        assertThat(offer.computeCapability()).hasValue(890);
        assertThat(offer.gpuArch()).contains("amd");
        assertThat(offer.downloadMbps()).isEmpty();
        assertThat(offer.diskGb()).isEmpty();
        assertThat(offer.cpuRamMb()).isEmpty();
        assertThat(offer.reliability()).hasValue(0.99);
        assertThat(offer.rentableFor()).contains(Duration.ofSeconds(100_000));
        assertThat(offer.gpuIds()).containsExactly(7L, 8L);
        assertThat(offer.rentable()).isFalse();
    }

    @Test
    void theGpuPriceIsDerivedWhereOnlyTheTotalIsKnown() {
        String total = "{" + LEAST_OFFER + ",\"dph_total\":0.50,\"storage_cost\":0.36";

        assertThat(offer(total + ",\"storage_total_cost\":0.10}").orElseThrow().gpuDollarsPerHour())
                .isEqualTo(0.40);
        assertThat(offer(total + "}").orElseThrow().gpuDollarsPerHour()).isEqualTo(0.48);
    }

    @Test
    void aRowWithoutPriceOrNameIsNoOffer() {
        assertThat(offer("{" + LEAST_OFFER + "}")).isEmpty();
        assertThat(offer("{" + LEAST_OFFER + ",\"dph_base\":1}")).isEmpty();
        assertThat(offer("{\"id\":1,\"dph_base\":1,\"storage_cost\":1}")).isEmpty();
        assertThat(offer("{" + LEAST_OFFER + ",\"dph_base\":NaN,\"storage_cost\":1}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'Sweden, SE',SE", "', CA',CA", "'Place, With, Commas, us',US", "US,US"})
    void theCountryStandsAfterTheLastComma(String location, String country) {
        assertThat(OfferRow.country(location)).contains(country);
    }

    @ParameterizedTest
    @CsvSource({"Norway", "'California, United States'", "''", "','"})
    void aLocationWithoutACodeHasNoCountry(String location) {
        assertThat(OfferRow.country(location)).isEmpty();
    }

    @Test
    void readsEverySavedInstance() throws IOException {
        for (String name : Samples.named("(composed-)?instance-.*\\.json")) {
            JsonNode row = Json.tree(Samples.read(name)).orElseThrow().path("instances");
            if (row.isNull()) continue;
            Instance instance = instance(row.toString());
            assertThat(instance.actualStatus())
                    .as(name)
                    .isEqualTo(Optional.ofNullable(row.path("actual_status").textValue()));
            assertThat(instance.dollarsPerHour().isPresent()).isEqualTo(row.has("dph_total"));
            assertThat(instance.proxy().isPresent()).isEqualTo(row.has("ssh_port"));
        }
    }

    @Test
    void readsARunningInstanceInFull() throws IOException {
        Instance instance = instance(Json.tree(Samples.read("composed-instance-running.json"))
                .orElseThrow()
                .path("instances")
                .toString());

        assertThat(instance.label()).contains("vastctl-test");
        assertThat(instance.status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(instance.statusMessage()).contains("success, running vllm/vllm-openai_v0.10.2/ssh");
        assertThat(instance.tcpPorts()).isEqualTo(Map.of(22, 30022, 8000, 30080));
        assertThat(instance.sshEndpoints())
                .containsExactly(new SshEndpoint("203.0.113.151", 30022), new SshEndpoint("ssh3.vast.ai", 12296));
        assertThat(instance.dollarsPerHour()).isEqualTo(OptionalDouble.of(0.8021));
        assertThat(instance.startedAt()).contains(Instant.parse("2022-11-18T20:52:25.122Z"));
    }

    @Test
    void portsMayBeNumbersLackTheirAddressOrBeNonsense() {
        Instance instance = instance("{\"public_ipaddr\":\" 203.0.113.5 \\n\",\"ports\":{"
                + "\"22/tcp\":[{\"HostIp\":\"::\",\"HostPort\":1},{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"40022\"}],"
                + "\"8000/tcp\":[{\"HostPort\":40080}],\"53/udp\":[{\"HostPort\":\"9\"}],\"9000/tcp\":null,"
                + "\"9001/tcp\":[],\"9002/tcp\":[{\"HostPort\":\"65536\"}]}}");

        assertThat(instance.tcpPorts()).isEqualTo(Map.of(22, 40022, 8000, 40080));
        assertThat(instance.publicAddress()).contains("203.0.113.5");
    }

    @Test
    void jupyterShiftsTheProxysPort() {
        assertThat(instance("{\"ssh_host\":\"ssh4.vast.ai\",\"ssh_port\":100,\"image_runtype\":\"jupyter ssh_proxy\"}")
                        .proxy())
                .contains(new SshEndpoint("ssh4.vast.ai", 101));
    }

    private static Optional<Offer> offer(String json) {
        try {
            byte[] answer = ("{\"offers\":[" + json + "]}").getBytes(StandardCharsets.UTF_8);
            return OfferListing.read(answer).orElseThrow().get(0).toOffer(40);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instance instance(String json) {
        return Json.tree(json.getBytes(StandardCharsets.UTF_8))
                .map(node -> Json.MAPPER.convertValue(node, InstanceRow.class))
                .orElseThrow()
                .toInstance(1);
    }
}
