package io.vastctl.vast;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.endpoint.Wire;
import io.vastctl.readiness.EndpointCheck.Knock;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes the requests of a {@link VastRestClient} and sends none: each is answered here as if all went well, and kept.
 * For one thread.
 */
public final class RequestRecorder implements Wire {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final List<RecordedRequest> recorded = new ArrayList<>();
    private final VastRestClient client;

    /** @throws IllegalArgumentException an address to which the key must not be sent */
    public RequestRecorder(URI base) {
        OwnTime time = new OwnTime();
        client = VastRestClient.over(this, base, ApiKey.of("none"), time, time, new SplittableRandom(1));
    }

    /** Nobody waits, and the time is over all the same: who waits for its turn to call goes on waiting until then. */
    private static final class OwnTime extends Clock implements Sleeper {
        private Instant now = Instant.EPOCH;

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A call of the client. */
    @FunctionalInterface
    public interface Call {
        void on(VastRestClient client) throws InterruptedException;
    }

    /** The requests that a call would send, in their order. */
    public List<RecordedRequest> of(Call call) throws InterruptedException {
        recorded.clear();
        call.on(client);
        return List.copyOf(recorded);
    }

    @Override
    public Reply carry(Letter letter) throws IOException {
        URI address = letter.address();
        String query = address.getRawQuery();
        recorded.add(new RecordedRequest(
                letter.method(),
                address.getRawPath() + (query == null ? "" : "?" + query),
                RequestWords.discreet(letter.body())
                        .filter(json -> !(json instanceof ObjectNode object && object.isEmpty()))));
        return new Reply(200, JSON, answer(address.getPath()));
    }

    /** The least that the client takes for a good answer. */
    private static String answer(String path) {
        return "{\"success\":true,\"offers\":[],\"instances\":" + (path.matches(".*/instances/\\d+/") ? "null" : "[]")
                + ",\"new_contract\":1,\"id\":1,\"credit\":1,\"results\":[],\"reports\":[]}";
    }

    @Override
    public Knock knock(int port) {
        throw new IllegalStateException("nobody is there to knock at");
    }
}
