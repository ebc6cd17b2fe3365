package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountApiTest {

    private static final String USER = "/api/v0/users/current";

    private final Asked asked = Asked.calm();

    @Test
    void theCreditFallsByWhatIsCharged() {
        asked.running();
        JsonNode before = asked.json("GET", USER, "");
        asked.markets.pass(3600);
        JsonNode after = asked.json("GET", USER, "");

        double fallen = before.path("credit").asDouble() - after.path("credit").asDouble();
        assertThat(fallen).isPositive();
        assertThat(before.path("total_spend").asDouble()
                        - after.path("total_spend").asDouble())
                .isCloseTo(fallen, within(1e-9));
    }

    @Test
    void chargesAddUpToWhatIsSpent() {
        asked.running();
        asked.markets.pass(7200);
        String filters = "{\"day\":{\"gte\":0,\"lte\":9999999999}}";

        JsonNode charges = asked.get("/api/v0/charges/", Map.of("select_filters", filters, "limit", "20"));
        JsonNode row = charges.path("results").path(0);
        double items = 0;
        for (JsonNode item : row.path("items")) items += item.path("amount").asDouble();

        assertThat(charges.path("total").asInt()).isEqualTo(1);
        assertThat(row.path("source").asText()).startsWith("instance-");
        assertThat(row.path("amount").asDouble())
                .isCloseTo(asked.markets.api.truth().dollarsSpent(), within(0.002));
        assertThat(items).isCloseTo(row.path("amount").asDouble(), within(0.002));
        String volumes = "{\"day\":{\"gte\":0,\"lte\":9999999999},\"type\":{\"in\":[\"volume\"]}}";
        assertThat(asked.get("/api/v0/charges/", Map.of("select_filters", volumes))
                        .path("results"))
                .isEmpty();
    }

    @Test
    void chargesNeedARangeOfDaysAndInvoicesSayThatTheyDo() {
        Answer charges = asked.call("GET", "/api/v0/charges/", "");
        JsonNode invoices = asked.json("GET", "/api/v1/invoices/", "");

        assertThat(charges.status()).isEqualTo(400);
        assertThat(charges.body()).contains("Must provide both 'day' gte and lte filters");
        assertThat(invoices.path("success").asBoolean(true)).isFalse();
        assertThat(invoices.path("error").asText()).isEqualTo("Invalid date range");
        JsonNode paid =
                asked.get("/api/v1/invoices/", Map.of("select_filters", "{\"when\":{\"gte\":0,\"lte\":9999999999}}"));
        assertThat(paid.path("results").path(0).path("amount").asDouble()).isEqualTo(-50);
    }

    @Test
    void environmentVariablesAreKeptInCapitalsAndTheirValuesHidden() {
        String path = "/api/v0/secrets/";

        assertThat(asked.call("POST", path, "{\"key\":\"hf_token\",\"value\":\"hf_abc\"}")
                        .status())
                .isEqualTo(200);
        Answer shown = asked.call("GET", path, "");

        assertThat(Markets.read(shown.body()).path("secrets")).isEqualTo(Markets.read("{\"HF_TOKEN\":\"*****\"}"));
        assertThat(asked.call("POST", path, "{\"key\":\"HF_TOKEN\",\"value\":\"x\"}")
                        .body())
                .contains("existing_key");
        assertThat(asked.call("PUT", path, "{\"key\":\"other\",\"value\":\"x\"}")
                        .body())
                .contains("nonexistent_key");
        assertThat(asked.call("POST", path, "{\"key\":\"x\"}").body()).contains("missing_input");
        assertThat(asked.call("DELETE", path, "{\"key\":\"hf_token\"}").status())
                .isEqualTo(200);
        assertThat(asked.json("GET", path, "").path("secrets")).isEmpty();
    }

    @Test
    void notificationsAreChosen() {
        String path = "/api/v0/users/me/notification-prefs/";
        JsonNode types = asked.json("GET", "/api/v0/notification-types/", "").path("notification_types");

        assertThat(types).extracting(type -> type.path("key").asText()).contains("client:outbid", "client:low_credit");
        asked.call("PUT", path, "{\"notification_preferences\":{\"client\":{\"outbid\":{\"email\":false}}}}");
        assertThat(asked.json("GET", path, "")
                        .at("/notification_preferences/client/outbid/email")
                        .asBoolean(true))
                .isFalse();
        assertThat(asked.call("PUT", path, "{}").status()).isEqualTo(400);
    }

    @Test
    void theHistoryNamesChangesWithoutTheirSecrets() {
        asked.call("POST", "/api/v0/secrets/", "{\"key\":\"a\",\"value\":\"hf_secret\"}");
        asked.call("GET", USER, "");

        Answer history = asked.call("GET", "/api/v0/audit_logs/", "");

        assertThat(Markets.read(history.body())).hasSize(1);
        assertThat(history.body()).contains("/api/v0/secrets/").doesNotContain("hf_secret");
    }

    @Test
    void whatWouldHaveComeByMailIsBesideTheApi() {
        Answer notices = asked.markets.call("GET", "/simulator/notices", Map.of(), Optional.empty(), "");

        assertThat(notices.status()).isEqualTo(200);
        assertThat(Markets.read(notices.body()).isArray()).isTrue();
    }
}
