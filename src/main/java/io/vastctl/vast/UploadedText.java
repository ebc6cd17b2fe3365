package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what a host uploads elsewhere, logs and the output of commands: the API's answer names the
 * address at once, and the file appears there seconds later or never. The key does not go there.
 */
final class UploadedText {

    private static final Logger LOG = LoggerFactory.getLogger(UploadedText.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int MAX_BYTES = 8 << 20;

    private final VastHttp http;
    private final Clock clock;
    private final Sleeper sleeper;

    UploadedText(VastHttp http, Clock clock, Sleeper sleeper) {
        this.http = http;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** The file's beginning if it is longer than 8 MB; empty when none was named or none came in time. */
    Optional<String> await(CallKind kind, JsonNode answer) throws InterruptedException {
        JsonNode where = answer.path("result_url");
        if (where.isMissingNode() || where.isNull() || where.asText("?").isBlank()) return Optional.empty();
        HttpUrl file = HttpUrl.parse(where.asText("")); // reads http and https only
        if (file == null) throw http.unusable(kind, "the address of the result is no web address");
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
            LOG.debug("uploaded file not there yet: {}", notYet.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
