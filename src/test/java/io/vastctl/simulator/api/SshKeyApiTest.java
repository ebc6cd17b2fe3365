package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshKeyApiTest {

    private static final String KEYS = "/api/v0/ssh/";
    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKey me@here";

    private final Asked asked = Asked.calm();

    private long add(String text) {
        String body = Markets.JSON.createObjectNode().put("ssh_key", text).toString();
        return asked.json("POST", KEYS, body).path("key").path("id").asLong();
    }

    @Test
    void withoutKeysTheListIsNotFound() {
        assertThat(asked.call("GET", KEYS, "").status()).isEqualTo(404);
    }

    @Test
    void keysAreAddedListedChangedAndDeleted() {
        long id = add(KEY);

        JsonNode listed = asked.json("GET", KEYS, "");
        asked.call("PUT", KEYS + id + "/", "{\"id\":" + id + ",\"ssh_key\":\"ssh-rsa BBBB\"}");
        JsonNode changed = asked.json("GET", KEYS, "");

        assertThat(listed.isArray()).isTrue();
        assertThat(listed.path(0).path("key").asText()).isEqualTo(KEY);
        assertThat(listed.path(0).get("deleted_at").isNull()).isTrue();
        assertThat(changed.path(0).path("key").asText()).isEqualTo("ssh-rsa BBBB");
        assertThat(asked.call("DELETE", KEYS + id + "/", "{}").status()).isEqualTo(200);
        assertThat(asked.call("GET", KEYS, "").status()).isEqualTo(404);
    }

    @Test
    void aPathGivenByMistakeIsStoredAsAPath() {
        add("~/.ssh/id_ed25519.pub\n");

        assertThat(asked.json("GET", KEYS, "").path(0).path("key").asText()).isEqualTo("~/.ssh/id_ed25519.pub\n");
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/v0/ssh/", "DELETE, /api/v0/ssh/5/", "PUT, /api/v0/ssh/5/"})
    void withoutAKeyThereIsNothingToDo(String method, String path) {
        Answer answer = asked.call(method, path, "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("no_ssh_key");
    }

    @Test
    void aBoxsKeysAreAttachedShownAndDetached() {
        Contract contract = asked.running();
        String path = Asked.instance(contract.id()) + "ssh/";
        String body = Markets.JSON.createObjectNode().put("ssh_key", KEY + "\n").toString();

        assertThat(asked.json("POST", path, body).path("msg").asText()).isEqualTo("SSH key attached successfully");
        JsonNode shown = asked.json("GET", path, "");
        JsonNode keys = Markets.read(shown.path("ssh_keys").asText());

        assertThat(shown.path("ssh_keys").isTextual()).isTrue();
        assertThat(keys.path(0).path("public_key").asText()).isEqualTo(KEY);
        assertThat(asked.markets.market.keys(contract)).containsExactly(KEY);
        String one = path + keys.path(0).path("id").asLong() + "/";
        assertThat(asked.call("DELETE", one, "{}").status()).isEqualTo(200);
        assertThat(asked.call("DELETE", one, "{}").body()).contains("no_such_ssh_key");
        assertThat(asked.markets.market.keys(contract)).isEmpty();
    }

    @Test
    void theAccountsKeysReachBoxesMadeAfterwards() {
        add(KEY);
        Contract contract = asked.running();

        assertThat(asked.markets.market.keys(contract)).containsExactly(KEY);
    }

    @ParameterizedTest
    @CsvSource({"GET, ssh/", "POST, ssh/", "DELETE, ssh/9/"})
    void aBoxThatIsGoneHasNoKeys(String method, String rest) {
        Answer answer = asked.call(method, Asked.instance(7) + rest, "{\"ssh_key\":\"ssh-rsa A\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("Instance not found.");
    }
}
