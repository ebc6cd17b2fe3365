package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.instance.Instance;
import io.vastctl.time.Sleeper;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;

/** Looks at instances and destroys them, for keys that are good for nothing else. Makes no other call. */
public final class RestDisposal implements Disposal {

    private final VastHttp http;
    private final InstanceLook look;

    /**
     * @param base {@code https://console.vast.ai}, or plain http on this machine
     * @param notices told in one line, without secrets, before each wait for another try
     * @throws IllegalArgumentException an address to which the key must not be sent
     */
    public RestDisposal(
            URI base, ApiKey key, Clock clock, Sleeper sleeper, RandomGenerator random, Consumer<String> notices) {
        this(new VastHttp(
                BaseAddress.of(base),
                key,
                clock,
                sleeper,
                random,
                Patience.STANDARD,
                notices,
                Optional.empty(),
                Optional::empty));
    }

    RestDisposal(VastHttp http) {
        this.http = http;
        look = new InstanceLook(http, new InstancePages(http));
    }

    @Override
    public Optional<Instance> show(long instanceId) throws InterruptedException {
        return look.alone(instanceId);
    }

    /** An empty answer is believed, a page of something else is not. */
    @Override
    public void destroy(long instanceId) throws InterruptedException {
        HttpUrl url = http.url("api/v0/instances/" + instanceId + "/");
        try {
            Answer answer = http.send(CallKind.DESTROY, http.with("DELETE", url, VastHttp.emptyBody()));
            boolean readable =
                    Json.tree(answer.body()).filter(JsonNode::isObject).isPresent();
            if (!readable && !answer.text().isBlank()) throw http.unusable(CallKind.DESTROY, "no JSON in the answer");
        } catch (VastApiException refused) {
            if (!ErrorCode.saysGone(refused)) throw refused;
        }
    }
}
