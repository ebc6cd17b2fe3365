package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for a container's log and waits for the host to upload it somewhere else. */
final class ContainerLogs {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerLogs.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int MAX_BYTES = 8 << 20;

    private final VastHttp http;
    private final Clock clock;
    private final Sleeper sleeper;

    ContainerLogs(VastHttp http, Clock clock, Sleeper sleeper) {
        this.http = http;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** The log's beginning if it is longer than 8 MB; empty when none came in time. */
    Optional<String> tail(long instanceId, int lines) throws InterruptedException {
        HttpUrl url = http.url("api/v0/instances/request_logs/" + instanceId + "/");
        Request request =
                http.with("PUT", url, JsonNodeFactory.instance.objectNode().put("tail", String.valueOf(lines)));
        Answer answer = http.send(CallKind.LOGS, request);
        JsonNode body = Json.tree(answer.body()).orElseThrow(() -> unusable("no JSON in the answer"));
        String where = body.path("result_url").asText("");
        if (where.isEmpty() || body.path("result_url").isNull()) return Optional.empty();
        HttpUrl file = HttpUrl.parse(where); // reads http and https only
        if (file == null) throw unusable("the address of the log is no web address");
        return await(file);
    }

    private Optional<String> await(HttpUrl file) throws InterruptedException {
        Instant deadline = clock.instant().plus(LONGEST_WAIT);
        while (true) {
            Optional<String> text = look(file);
            if (text.isPresent() || !clock.instant().isBefore(deadline)) return text;
            sleeper.sleep(BETWEEN_LOOKS);
        }
    }

    /** Anything but 200 means "not uploaded yet"; so does a hiccup on the way. */
    private Optional<String> look(HttpUrl file) throws InterruptedException {
        try {
            Answer answer = http.fetch(file, MAX_BYTES);
            return answer.status() == 200 ? Optional.of(answer.text()) : Optional.empty();
        } catch (IOException notYet) {
            LOG.debug("log file not there yet: {}", notYet.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private VastApiException unusable(String why) {
        return http.errors().unusable(CallKind.LOGS, 200, why).toException();
    }
}
