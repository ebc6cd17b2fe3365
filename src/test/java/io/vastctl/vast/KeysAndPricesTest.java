package io.vastctl.vast;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysAndPricesTest extends ClientFixture {

    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@here";

    private final SshKeyring keyring = client.sshKeys();
    private final PriceIncreases increases = client.priceIncreases();
    private final AccountNews news = client.news();

    @Test
    void listsTheAccountsKeysUnderEitherNameWithoutTheDeletedOnes() throws InterruptedException {
        answering(
                200,
                "[{\"id\":1,\"key\":\"ssh-rsa AAAA\",\"deleted_at\":null},"
                        + "{\"id\":2,\"public_key\":\" " + KEY + "\\n\"},"
                        + "{\"id\":3,\"key\":\"ssh-rsa BBBB\",\"deleted_at\":\"2026-01-01T00:00:00Z\"}]");

        assertThat(keyring.accountKeys()).containsExactly(new SshKey(1, "ssh-rsa AAAA"), new SshKey(2, KEY));
        VAST.verify(getRequestedFor(urlEqualTo("/api/v0/ssh/")));
    }

    @Test
    void noKeysAreA404AndABadKeyIsNot() throws InterruptedException {
        answering(404, "");
        assertThat(keyring.accountKeys()).isEmpty();

        answering(404, "{\"error\":\"auth_error\",\"msg\":\"Invalid user key\"}");
        assertThatThrownBy(keyring::accountKeys)
                .isInstanceOfSatisfying(
                        VastApiException.class, e -> assertThat(e.problem()).isEqualTo(ApiProblem.AUTH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "null", "[7]", "[{\"id\":1}]", "[{\"key\":\"ssh-rsa A\"}]", "[{\"id\":1.5,\"key\":\"k\"}]"
            })
    void aListOfKeysIsWholeOrAnError(String body) {
        answering(200, body);

        assertThatThrownBy(keyring::accountKeys).isInstanceOf(VastApiException.class);
    }

    @Test
    void addsAKeyOnce() throws InterruptedException {
        answering(200, "{\"success\":true,\"key\":{\"id\":77,\"public_key\":\"" + KEY + "\"}}");
        assertThat(keyring.addAccountKey(KEY + "\n")).isEqualTo(new SshKey(77, KEY));
        VAST.verify(postRequestedFor(urlEqualTo("/api/v0/ssh/"))
                .withRequestBody(equalToJson("{\"ssh_key\":\"" + KEY + "\"}")));

        VAST.resetRequests();
        VAST.stubFor(any(anyUrl()).willReturn(html(502)));
        assertThatThrownBy(() -> keyring.addAccountKey(KEY)).isInstanceOf(UnclearCallException.class);
        VAST.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/root/.ssh/id_ed25519.pub",
                "ssh-ed25519",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----",
                "ssh-rsa AAAA x\nssh-rsa BBBB y"
            })
    void whatIsNoPublicKeyStaysHere(String text) {
        assertThatThrownBy(() -> keyring.addAccountKey(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("PRIVATE");
        VAST.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void deletesByNumberAndSaysWhetherThereWasOne() throws InterruptedException {
        answering(200, "{\"success\":true}");
        assertThat(keyring.deleteAccountKey(5)).isTrue();
        VAST.verify(deleteRequestedFor(urlEqualTo("/api/v0/ssh/5/")));

        answering(400, "{\"success\":false,\"error\":\"no_ssh_key\",\"msg\":\"No ssh key provided\"}");
        assertThat(keyring.deleteAccountKey(5)).isFalse();

        answering(400, "{\"success\":false,\"error\":\"invalid_request\"}");
        assertThatThrownBy(() -> keyring.deleteAccountKey(5)).isInstanceOf(VastApiException.class);
    }

    @Test
    void readsAttachedKeysFromATextThatHoldsJson() throws InterruptedException {
        answering(
                200, "{\"success\":true,\"ssh_keys\":\"[{\\\"id\\\": 1, \\\"public_key\\\": \\\"" + KEY + "\\\"}]\"}");
        assertThat(keyring.attachedKeys(312)).containsExactly(new SshKey(1, KEY));
        VAST.verify(getRequestedFor(urlEqualTo("/api/v0/instances/312/ssh/")));

        answering(200, "{\"success\":true,\"ssh_keys\":[]}");
        assertThat(keyring.attachedKeys(312)).isEmpty();
        answering(200, "{\"success\":true,\"ssh_keys\":\"[{\"}");
        assertThatThrownBy(() -> keyring.attachedKeys(312)).isInstanceOf(VastApiException.class);
        answering(400, "{\"success\":false,\"error\":\"no_such_instance\",\"msg\":\"Instance not found.\"}");
        assertThatThrownBy(() -> keyring.attachedKeys(312)).isInstanceOf(VastApiException.class);
    }

    @Test
    void detachesAndTellsAMissingKeyFromAMissingInstance() throws InterruptedException {
        answering(200, "{\"success\":true}");
        assertThat(keyring.detachKey(312, 5)).isTrue();
        VAST.verify(deleteRequestedFor(urlEqualTo("/api/v0/instances/312/ssh/5/")));

        answering(404, "{\"success\":false,\"error\":\"no_such_ssh_key\"}");
        assertThat(keyring.detachKey(312, 5)).isFalse();
        answering(404, "{\"success\":false,\"error\":\"no_such_instance\"}");
        assertThatThrownBy(() -> keyring.detachKey(312, 5)).isInstanceOf(VastApiException.class);
    }

    @Test
    void theSameKeyIsKnownByItsBody() {
        assertThat(new SshKey(1, KEY).isSameAs("ssh-ed25519  AAAAC3NzaC1lZDI1NTE5AAAA other"))
                .isTrue();
        assertThat(new SshKey(1, KEY).isSameAs("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5BBBB me@here"))
                .isFalse();
        assertThat(new SshKey(1, "/root/key.pub").isSameAs("/root/key.pub")).isTrue();
    }

    @Test
    void listsPriceIncreases() throws IOException, InterruptedException {
        answering(200, new String(Samples.read("price-increase-pending-shape.json"), StandardCharsets.UTF_8));
        PriceIncrease bare = increases.pending().increases().get(0);
        assertThat(bare.increaseId()).isEqualTo(1);
        assertThat(bare.instanceId()).isEqualTo(123);
        assertThat(bare.hostId()).isEqualTo(OptionalLong.of(2));
        assertThat(bare.after().gpuDollarsPerHour()).isEmpty();

        answering(
                200,
                "{\"success\":true,\"count\":3,\"truncated\":true,\"pending_price_increases\":[{"
                        + "\"pending_price_increase_id\":9,\"contract_id\":4,\"new_gpu_costpersec\":0.00025,"
                        + "\"contract_end_date\":1.79e9}]}");
        PendingIncreases some = increases.pending();
        assertThat(some.truncated()).isTrue();
        assertThat(some.increases().get(0).after().gpuDollarsPerHour()).isEqualTo(OptionalDouble.of(0.9));
        assertThat(some.increases().get(0).contractEnds()).contains(Instant.ofEpochSecond(1_790_000_000));
    }

    @Test
    void fewerIncreasesThanAnnouncedAreAnError() {
        answering(200, "{\"success\":true,\"count\":1,\"pending_price_increases\":[]}");

        assertThatThrownBy(increases::pending).isInstanceOf(VastApiException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409})
    void answersAnIncreaseAndKnowsAStaleOne(int stale) throws InterruptedException {
        answering(200, "{\"success\":true,\"pending_price_increase_id\":9,\"contract_id\":4}");
        assertThat(increases.accept(9)).isTrue();
        assertThat(increases.reject(9)).isTrue();
        String body = "{\"pending_price_increase_id\":9}";
        VAST.verify(putRequestedFor(urlEqualTo("/api/v0/instances/accept-price-increase/"))
                .withRequestBody(equalToJson(body)));
        VAST.verify(putRequestedFor(urlEqualTo("/api/v0/instances/reject-price-increase/"))
                .withRequestBody(equalToJson(body)));

        answering(stale, "{\"success\":false,\"error\":\"no_pending_price_increase\"}");
        assertThat(increases.accept(9)).isFalse();
    }

    @Test
    void anAcceptanceWhoseAnswerIsLostIsNotSentAgain() {
        VAST.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(504)));

        assertThatThrownBy(() -> increases.accept(9)).isInstanceOf(UnclearCallException.class);
        VAST.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void readsReportsAboutAMachine() throws InterruptedException {
        answering(
                200,
                "[{\"problem\":\"slow\",\"message\":\"x\",\"created_at\":\"2026-01-01T10:00:00+00:00\"},"
                        + "{\"problem\":null,\"created_at\":1767261600.5}]");

        assertThat(news.machineReports(33))
                .containsExactly(
                        new MachineReport("slow", "x", Optional.of(Instant.parse("2026-01-01T10:00:00Z"))),
                        new MachineReport("", "", Optional.of(Instant.parse("2026-01-01T10:00:00.5Z"))));
        VAST.verify(getRequestedFor(urlEqualTo("/api/v0/machines/33/reports/")));
    }

    @Test
    void theAuditLogTellsWhatWasDoneToWhichInstanceAndNothingElse() throws InterruptedException {
        answering(
                200,
                "[{\"api_route\":\"api.instance_DELETE\",\"created_at\":1767261600,\"args\":{\"instance_id\":312}},"
                        + "{\"api_route\":\"api.ask_PUT\",\"args\":\"{\\\"contract_id\\\": 7, \\\"env\\\": \\\"x\\\"}\"},"
                        + "{\"api_route\":\"api.user_GET\",\"args\":\"\"},{\"args\":1}]");

        assertThat(news.auditLog())
                .containsExactly(
                        new AuditEntry(
                                Optional.of(Instant.parse("2026-01-01T10:00:00Z")),
                                "api.instance_DELETE",
                                OptionalLong.of(312)),
                        new AuditEntry(Optional.empty(), "api.ask_PUT", OptionalLong.of(7)),
                        new AuditEntry(Optional.empty(), "api.user_GET", OptionalLong.empty()));
        VAST.verify(getRequestedFor(urlEqualTo("/api/v0/audit_logs/")));
    }

    @Test
    void tellsWhoWouldBeToldOfWhat() throws InterruptedException {
        answering(
                200,
                "{\"success\":true,\"notification_types\":[{\"key\":\"client:low_credit\",\"display_name\":\"Low\","
                        + "\"default_preferences\":{\"email\":true,\"webhooks\":false}},{\"key\":\"client:outbid\"}]}");
        assertThat(news.notificationTypes())
                .containsExactly(
                        new NotificationType("client:low_credit", "Low", Set.of("email")),
                        new NotificationType("client:outbid", "client:outbid", Set.of()));

        answering(
                200, "{\"success\":true,\"notification_preferences\":{\"client\":{\"low_credit\":{\"email\":false}}}}");
        assertThat(news.notificationSettings(5)).isEqualTo(Map.of("client:low_credit", Set.of()));
        VAST.verify(getRequestedFor(urlEqualTo("/api/v0/users/5/notification-prefs/")));
    }

    private static void answering(int status, String body) {
        VAST.stubFor(any(anyUrl()).willReturn(json(status, body)));
    }
}
