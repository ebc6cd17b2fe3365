package io.vastctl.simulator.box;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Order;
import io.vastctl.simulator.market.ServerKind;
import io.vastctl.simulator.market.ServerRun;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What servers other than vLLM answer in ways of their own; the rest, OpenAI's paths, is the same for all. Which
 * paths want no key, and what is said before the model is there, stands in the server's resource file.
 */
record OtherPaths(Order order, ServerKind kind, ServerTexts texts) {

    static OtherPaths of(Order order) {
        return new OtherPaths(order, order.server(), ServerTexts.of(order.server()));
    }

    /** Whether that path is answered to anybody. */
    boolean isPublic(String path) {
        return texts.lines("public").contains(path);
    }

    /** Empty if the path is answered as all servers answer it. */
    Optional<Answer> answer(VllmApi.Request request, ServerRun run, Instant now) {
        boolean there = !now.isBefore(run.loadedAt());
        if (!there && !kind.equals(ServerKind.OLLAMA)) return Optional.of(loading());
        if (request.path().equals("/v1/audio/transcriptions")) return Optional.of(transcription(request));
        if (request.path().equals("/api/tags") && kind == ServerKind.OLLAMA) return Optional.of(tags(there));
        if (!there && request.path().startsWith("/v1"))
            return Optional.of(Answer.json(404, error("model \"" + order.model() + "\" not found")));
        return texts.lines("GET " + request.path()).stream().findFirst().map(this::given);
    }

    private Answer tags(boolean there) {
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        ArrayNode models = tags.putArray("models");
        if (there) models.addObject().put("name", order.model()).put("model", order.model());
        return Answer.ok(tags);
    }

    /** Of Whisper servers alone: a form with a model that is there and a file that is sound. */
    private Answer transcription(VllmApi.Request request) {
        if (kind != ServerKind.WHISPER) return VllmErrors.noSuchPath();
        String form = request.body();
        if (!form.contains(order.model())) return Answer.json(404, error("Model is not installed locally"));
        if (!form.contains("RIFF") || !form.contains("WAVE")) return Answer.json(415, error("Failed to decode audio"));
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        if (form.contains("verbose_json"))
            said.put("task", "transcribe").put("language", "en").put("duration", 1.0);
        return Answer.ok(said.put("text", ""));
    }

    private Answer loading() {
        return new Answer(503, "application/json", String.join("", texts.lines("loading")), Map.of(), false);
    }

    private Answer given(String body) {
        if (body.startsWith("{")) return Answer.rawJson(body.replace("{model}", order.model()));
        return Answer.text(200, body.equals("(empty)") ? "" : body);
    }

    private static ObjectNode error(String detail) {
        return JsonNodeFactory.instance.objectNode().put("detail", detail);
    }
}
