package io.vastctl.endpoint;

import io.vastctl.adapter.http.ServerReply;
import io.vastctl.endpoint.OpenAiEndpointCheck.WrongAnswerException;
import io.vastctl.readiness.EndpointCheck.Result;
import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Sends the one request that a workload file names, and compares the answer with what it expects. */
final class RequestCheck {

    private static final String NO_KEY_OF_OURS = "vastctl-asks-with-a-wrong-key";

    private final OpenAiEndpointCheck http;
    private final Clock clock;

    RequestCheck(OpenAiEndpointCheck http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    Result ask(HttpUrl base, Proof.Request proof, String apiKey)
            throws IOException, InterruptedException, WrongAnswerException {
        HttpAnswer expected = proof.answer();
        Instant asked = clock.instant();
        Optional<String> missing = send(base, proof, apiKey).missing(expected);
        Duration took = Duration.between(asked, clock.instant());
        if (missing.isPresent()) throw new WrongAnswerException(expected.path() + ": " + missing.get());
        if (!apiKey.isBlank() && send(base, proof, NO_KEY_OF_OURS).is(expected))
            throw new WrongAnswerException("the endpoint is open to anyone: it accepts a wrong API key");
        return new Result.Answered(took, 0);
    }

    private ServerReply send(HttpUrl base, Proof.Request proof, String apiKey)
            throws IOException, InterruptedException {
        Request.Builder request =
                OpenAiEndpointCheck.request(base, proof.answer().path().substring(1), apiKey);
        if (proof.body().isPresent())
            request.post(PlainHttp.json(proof.body().get().getBytes(StandardCharsets.UTF_8)));
        PlainHttp.Answer answer = http.run(request.build());
        return new ServerReply(answer.status(), answer.text());
    }
}
