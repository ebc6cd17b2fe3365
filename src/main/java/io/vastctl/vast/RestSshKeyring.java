package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** SSH keys over HTTP. */
final class RestSshKeyring implements SshKeyring {

    private static final Pattern OPENSSH =
            Pattern.compile("(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[A-Za-z0-9@.-]+ +[A-Za-z0-9+/]+=*(?: [^\\r\\n]*)?");

    private final VastHttp http;

    RestSshKeyring(VastHttp http) {
        this.http = http;
    }

    @Override
    public List<SshKey> accountKeys() throws InterruptedException {
        try {
            return keys(CallKind.LIST_KEYS, http.json(CallKind.LIST_KEYS, http.get(http.url("api/v0/ssh/"))));
        } catch (VastApiException refused) {
            if (refused.problem() == ApiProblem.NOT_FOUND && refused.status() == 404) return List.of();
            throw refused;
        }
    }

    @Override
    public SshKey addAccountKey(String publicKey) throws InterruptedException {
        String line = publicKey.strip();
        if (!OPENSSH.matcher(line).matches()) throw new IllegalArgumentException("no public key in OpenSSH form");
        JsonNode answer = http.object(
                CallKind.ADD_KEY,
                http.with("POST", http.url("api/v0/ssh/"), VastHttp.emptyBody().put("ssh_key", line)));
        OptionalLong keyId = Json.wholeNumber(answer.path("key").path("id"));
        if (keyId.isEmpty()) throw http.unusable(CallKind.ADD_KEY, "the answer names no key");
        return new SshKey(keyId.getAsLong(), line);
    }

    @Override
    public boolean deleteAccountKey(long keyId) throws InterruptedException {
        return deleted(CallKind.DELETE_KEY, http.url("api/v0/ssh/" + keyId + "/"), "no_ssh_key");
    }

    /** The answer's {@code ssh_keys} is a text that holds JSON; an array in its place is as good. */
    @Override
    public List<SshKey> attachedKeys(long instanceId) throws InterruptedException {
        CallKind kind = CallKind.ATTACHED_KEYS;
        JsonNode keys = http.object(kind, http.get(attached(instanceId))).path("ssh_keys");
        if (!keys.isTextual()) return keys(kind, keys);
        return Json.tree(keys.textValue().getBytes(StandardCharsets.UTF_8))
                .map(array -> keys(kind, array))
                .orElseThrow(() -> http.unusable(kind, "the keys cannot be read"));
    }

    @Override
    public boolean detachKey(long instanceId, long keyId) throws InterruptedException {
        HttpUrl url = http.url("api/v0/instances/" + instanceId + "/ssh/" + keyId + "/");
        return deleted(CallKind.DETACH_KEY, url, "no_such_ssh_key");
    }

    private boolean deleted(CallKind kind, HttpUrl url, String noneSuch) throws InterruptedException {
        try {
            http.object(kind, http.with("DELETE", url, VastHttp.emptyBody()));
            return true;
        } catch (VastApiException refused) {
            boolean definite = refused.status() == 400 || refused.status() == 404;
            if (definite && refused.code().equals(noneSuch)) return false;
            throw refused;
        }
    }

    private HttpUrl attached(long instanceId) {
        return http.url("api/v0/instances/" + instanceId + "/ssh/");
    }

    /** All of them or none: a key that is left out would be added again, or be thought detached. */
    private List<SshKey> keys(CallKind kind, JsonNode array) {
        if (!array.isArray()) throw http.unusable(kind, "no list of keys in the answer");
        List<SshKey> keys = new ArrayList<>();
        for (JsonNode entry : array) {
            if (isDeleted(entry)) continue;
            OptionalLong keyId = Json.wholeNumber(entry.path("id"));
            JsonNode text = entry.path(entry.hasNonNull("public_key") ? "public_key" : "key");
            if (keyId.isEmpty() || !text.isTextual()) throw http.unusable(kind, "a key without number or text");
            keys.add(new SshKey(keyId.getAsLong(), text.textValue().strip()));
        }
        return List.copyOf(keys);
    }

    private static boolean isDeleted(JsonNode entry) {
        return entry.hasNonNull("deleted_at");
    }
}
