package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Fault;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateApiTest {

    private final Asked asked = Asked.calm();
    private final JsonNode offer = asked.markets.goodOffer();
    private final long offerId = offer.path("id").asLong();

    private Answer create(Consumer<ObjectNode> change) {
        ObjectNode order = Markets.order("a-label", Asked.TINY);
        change.accept(order);
        return asked.markets.create(offerId, order);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("invalid_args", body -> body.remove("image")),
                mistake("invalid_args", body -> body.put("image", "x".repeat(1025))),
                mistake("invalid_args", body -> body.put("disk", 7)),
                mistake("invalid_args", body -> body.put("disk", 1_000_000)),
                mistake("label_too_long", body -> body.put("label", "x".repeat(257))),
                mistake("len(args) > 4096", body -> body.put("onstart", "x".repeat(4097))),
                mistake("len(args) > 4096", body -> body.putArray("args").add("x".repeat(4097))),
                mistake("env", body -> body.putObject("env").put("LONG", "x".repeat(256))),
                mistake("env", CreateApiTest::hugeEnvironment),
                mistake("64 ports", CreateApiTest::manyPorts),
                mistake("runtype", body -> body.put("runtype", "telnet")),
                mistake("target_state", body -> body.put("target_state", "flying")),
                mistake("invalid_price", body -> body.put("price", 0.0005)),
                mistake("invalid_price", body -> body.put("price", 128.5)),
                mistake("invalid_price", body -> body.put("price", "cheap")),
                mistake("no_ssh_key_for_vm", body -> body.put("vm", true)),
                mistake("template", body -> body.put("template_hash_id", "abc").remove("image")));
    }

    private static Arguments mistake(String words, Consumer<ObjectNode> change) {
        return Arguments.of(words, change);
    }

    private static void hugeEnvironment(ObjectNode body) {
        ObjectNode env = body.putObject("env");
        for (int i = 0; i < 140; i++) env.put("K" + i, "x".repeat(240));
    }

    private static void manyPorts(ObjectNode body) {
        ObjectNode env = body.putObject("env");
        for (int i = 0; i < 65; i++) env.put("-p " + (9000 + i) + ":" + (9000 + i), "1");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedAndRentsNothing(String words, Consumer<ObjectNode> change) {
        Answer answer = create(change);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words).contains("error 400/");
        assertThat(asked.markets.api.truth().created()).isZero();
    }

    @Test
    void whatTheOfficialClientSendsIsAccepted() {
        Answer answer = create(body -> {
            body.putNull("price")
                    .putNull("extra")
                    .putNull("image_login")
                    .putNull("jupyter_dir")
                    .putNull("user");
            body.put("python_utf8", false)
                    .put("lang_utf8", false)
                    .put("use_jupyter_lab", false)
                    .put("force", false);
            body.put("cancel_unavail", false).putNull("template_hash_id").put("runtype", "ssh_direc ssh_proxy");
            body.putObject("volume_info").put("mount_path", "/data").put("create_new", false);
        });

        assertThat(answer.status()).isEqualTo(200);
        JsonNode body = Markets.read(answer.body());
        assertThat(body.path("success").asBoolean()).isTrue();
        assertThat(body.path("new_contract").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh",
                "ssh_proxy",
                "ssh_direct",
                "ssh_direc ssh_proxy",
                "jupyter_direc ssh_direc ssh_proxy",
                "args"
            })
    void everySpellingOfARuntypeIsTaken(String runtype) {
        assertThat(create(body -> body.put("runtype", runtype)).status()).isEqualTo(200);
    }

    @Test
    void anEnvironmentInDockersOwnFlagsIsSilentlyNotApplied() {
        create(body -> body.put("env", "-e TOKEN=1 -p 8000:8000"));
        asked.markets.pass(900);

        JsonNode row =
                asked.json("GET", "/api/v1/instances/", "").path("instances").path(0);
        assertThat(row.path("extra_env")).isEmpty();
        assertThat(row.path("ports").has("8000/tcp")).isFalse();
    }

    @Test
    void aBidBelowTheFloorReadsAsAGoneOffer() {
        double floor = offer.path("min_bid").asDouble();

        Answer low = create(body -> body.put("price", floor * 0.9));
        Answer enough = create(body -> body.put("price", floor * 1.01));

        assertThat(low.body()).contains("no_such_ask");
        assertThat(low.status()).isIn(400, 404, 410);
        assertThat(enough.status()).isEqualTo(200);
        assertThat(asked.json("GET", "/api/v1/instances/", "")
                        .path("instances")
                        .path(0)
                        .path("is_bid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aGoneOfferSaysWhichItWas() {
        JsonNode body = Markets.read(
                asked.markets.create(123, Markets.order("a", Asked.TINY)).body());

        assertThat(body.path("ask_id").asLong()).isEqualTo(123);
        assertThat(body.path("msg").asText()).startsWith("error 410/3907: no_such_ask");
    }

    @Test
    void whatShallBeginStoppedDoes() {
        create(body -> body.put("target_state", "stopped"));
        asked.markets.pass(600);

        JsonNode row =
                asked.json("GET", "/api/v1/instances/", "").path("instances").path(0);
        assertThat(row.path("intended_status").asText()).isEqualTo("stopped");
        assertThat(row.has("ports")).isFalse();
    }

    @Test
    void aSuccessMayHaveNothingBehindIt() {
        Asked nothing = Asked.with(Fault.CREATE_NOTHING);
        JsonNode body = Markets.read(nothing.markets
                .create(nothing.markets.goodOffer().path("id").asLong(), Markets.order("a", Asked.TINY))
                .body());

        assertThat(body.path("success").asBoolean()).isTrue();
        assertThat(nothing.markets.api.truth().created()).isZero();
        JsonNode shown =
                nothing.json("GET", Asked.instance(body.path("new_contract").asLong()), "");
        assertThat(shown.path("instances").isNull()).isTrue();
    }

    @Test
    void manyOffersAreRentedWithOneOrder() {
        ObjectNode order = Markets.order("bulk", Asked.TINY);
        order.putArray("ids").add(offerId).add(123);
        asked.markets.pass(5);

        JsonNode answer = asked.json("POST", "/api/v0/asks/bulk/", order.toString());

        assertThat(answer.path("new_contracts")).hasSize(1);
        assertThat(answer.path("results").path(1).path("msg").asText()).contains("no_such_ask");
        assertThat(asked.markets.api.truth().created()).isEqualTo(1);
    }

    @Test
    void launchSearchesAndRentsInOneCall() {
        ObjectNode order = Markets.order("launched", Asked.TINY);
        order.set("q", Markets.read("{\"num_gpus\":{\"eq\":\"1\"},\"disk_space\":{\"gte\":\"60\"}}"));

        JsonNode answer = asked.json("PUT", "/api/v0/launch_instance/", order.toString());

        assertThat(answer.path("success").asBoolean()).isTrue();
        assertThat(asked.markets.api.truth().created()).isEqualTo(1);
        order.remove("q");
        assertThat(asked.call("PUT", "/api/v0/launch_instance/", order.toString())
                        .body())
                .contains("invalid_query");
    }
}
