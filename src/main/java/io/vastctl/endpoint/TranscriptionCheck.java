package io.vastctl.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.OpenAiEndpointCheck.WrongAnswerException;
import io.vastctl.readiness.EndpointCheck.Result;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okio.Buffer;

/** Has a second of sound transcribed. A tone holds no words, so an empty text is an answer too; no text is none. */
final class TranscriptionCheck {

    private static final String PATH = "/audio/transcriptions";

    private final OpenAiEndpointCheck door;
    private final Clock clock;

    /** @param door knows how to ask for the list of models, and whether a wrong key is refused */
    TranscriptionCheck(OpenAiEndpointCheck door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    Result ask(HttpUrl base, String model, String apiKey, EndpointWords words)
            throws IOException, InterruptedException, WrongAnswerException {
        door.requireListed(base, model, apiKey, words);
        door.requirePrivateList(base, apiKey);
        RequestBody body = body(model);
        Instant asked = clock.instant();
        PlainHttp.Answer answer = door.run(OpenAiEndpointCheck.request(base, PATH.substring(1), apiKey)
                .post(body)
                .build());
        JsonNode said = words.success(PATH, answer);
        if (!said.path("text").isTextual()) throw new WrongAnswerException(PATH + ": the answer holds no text");
        // A server that tells how long the sound was has decoded it; half of it or double is not ours.
        double heard = said.path("duration").asDouble(Tone.SECONDS);
        if (heard < Tone.SECONDS / 2 || heard > Tone.SECONDS * 2)
            throw new WrongAnswerException(PATH + ": heard " + heard + " s of the " + Tone.SECONDS + " s sent");
        return new Result.Answered(Duration.between(asked, clock.instant()), 0);
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
