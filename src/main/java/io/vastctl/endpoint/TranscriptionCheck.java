package io.vastctl.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.OpenAiEndpointCheck.WrongAnswerException;
import io.vastctl.readiness.EndpointCheck.Result;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.Buffer;

/** Has a second of sound transcribed. A tone holds no words, so an empty text is an answer too; no text is none. */
final class TranscriptionCheck {

    private static final String PATH = "/audio/transcriptions";

    private final Clock clock;

    /** @param clock the tool's: times are counted on it */
    TranscriptionCheck(Clock clock) {
        this.clock = clock;
    }

    Result ask(Conversation with, String model) throws IOException, InterruptedException, WrongAnswerException {
        with.requireListed(model);
        RequestBody body = body(model);
        Instant asked = clock.instant();
        JsonNode said = with.words().success(PATH, send(with, body, with.apiKey()));
        if (!said.path("text").isTextual()) throw new WrongAnswerException(PATH + ": the answer holds no text");
        // A server that tells how long the sound was has decoded it; half of it or double is not ours.
        double heard = said.path("duration").asDouble(Tone.SECONDS);
        if (heard < Tone.SECONDS / 2 || heard > Tone.SECONDS * 2)
            throw new WrongAnswerException(PATH + ": heard " + heard + " s of the " + Tone.SECONDS + " s sent");
        Duration took = Duration.between(asked, clock.instant());
        boolean open = with.isGuarded()
                && send(with, body(model), Conversation.NO_KEY_OF_OURS).succeeded();
        return open ? Conversation.openToAnyone(took, 0, "transcribes") : new Result.Answered(took, 0);
    }

    private static PlainHttp.Answer send(Conversation with, RequestBody body, String apiKey)
            throws IOException, InterruptedException {
        return with.client()
                .run(EndpointClient.request(with.base(), PATH.substring(1), apiKey)
                        .post(body));
    }

    /** Without the filter for silence the model has to work on it. */
    private static RequestBody body(String model) throws IOException {
        MultipartBody form = new MultipartBody.Builder("vastctl-sound")
                .setType(MultipartBody.FORM)
                .addFormDataPart("model", model)
                .addFormDataPart("response_format", "verbose_json")
                .addFormDataPart("vad_filter", "false")
                .addFormDataPart("file", "tone.wav", RequestBody.create(Tone.wav(), MediaType.get("audio/wav")))
                .build();
        Buffer whole = new Buffer();
        form.writeTo(whole);
        return PlainHttp.once(form.contentType(), whole.readByteArray());
    }
}
