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
import okhttp3.Request;

/** Sends the one request that a workload file names, and compares the answer with what it expects. */
final class RequestCheck {

    private final Clock clock;

    /** @param clock the tool's: times are counted on it */
    RequestCheck(Clock clock) {
        this.clock = clock;
    }

    Result ask(Conversation with, Proof.Request proof) throws IOException, InterruptedException, WrongAnswerException {
        HttpAnswer expected = proof.answer();
        Instant asked = clock.instant();
        Optional<String> missing = send(with, proof, with.apiKey()).missing(expected);
        Duration took = Duration.between(asked, clock.instant());
        if (missing.isPresent()) throw new WrongAnswerException(expected.path() + ": " + missing.get());
        boolean open = with.isGuarded()
                && send(with, proof, Conversation.NO_KEY_OF_OURS).is(expected);
        return open ? Conversation.openToAnyone(took, 0, "answers " + expected.path()) : new Result.Answered(took, 0);
    }

    private static ServerReply send(Conversation with, Proof.Request proof, String apiKey)
            throws IOException, InterruptedException {
        Request.Builder request =
                EndpointClient.request(with.base(), proof.answer().path().substring(1), apiKey);
        if (proof.body().isPresent())
            request.post(PlainHttp.json(proof.body().get().getBytes(StandardCharsets.UTF_8)));
        PlainHttp.Answer answer = with.client().run(request);
        return new ServerReply(answer.status(), answer.text());
    }
}
