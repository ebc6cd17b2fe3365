package io.vastctl.simulator.box;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.box.VllmReply.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The bodies of one completion, whole or as a stream of events, in the shape that vLLM gives them. */
final class Completions {

    private static final List<String> WORDS = List.of("the", "rented", "machine", "works", "and", "answers", "you");
    /** More words than that in one body help nobody. */
    private static final int MOST_WORDS = 400;

    private final boolean chat;
    private final String model;
    private final CompletionSize size;
    private final String id;
    private final long created;

    Completions(boolean chat, String model, CompletionSize size, long number, Instant created) {
        this.chat = chat;
        this.model = model;
        this.size = size;
        this.id = (chat ? "chatcmpl-" : "cmpl-") + number;
        this.created = created.getEpochSecond();
    }

    ObjectNode whole() {
        ObjectNode answer = head(chat ? "chat.completion" : "text_completion");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        if (chat) choice.putObject("message").put("role", "assistant").put("content", text());
        else choice.put("text", " " + text());
        choice.putNull("logprobs").put("finish_reason", size.reason());
        answer.set("usage", usage());
        return answer;
    }

    /** @param usage whether the numbers of tokens come last, as {@code stream_options} may ask */
    List<Piece> events(TokenSpeed speed, boolean usage) {
        List<Piece> pieces = new ArrayList<>();
        if (chat) pieces.add(event(Duration.ZERO, chunk("", true, false)));
        Duration before = Duration.ZERO;
        for (int token = 1; token <= size.tokens(); token++) {
            Duration at = speed.timeFor(token);
            pieces.add(event(at.minus(before), chunk(word(token - 1), false, token == size.tokens())));
            before = at;
        }
        if (usage) {
            ObjectNode last = head(kind());
            last.putArray("choices");
            last.set("usage", usage());
            pieces.add(event(Duration.ZERO, last));
        }
        pieces.add(new Piece(Duration.ZERO, "data: [DONE]\n\n"));
        return pieces;
    }

    private static Piece event(Duration after, ObjectNode chunk) {
        return new Piece(after, "data: " + chunk + "\n\n");
    }

    private ObjectNode chunk(String text, boolean first, boolean last) {
        ObjectNode chunk = head(kind());
        ArrayNode choices = chunk.putArray("choices");
        ObjectNode choice = choices.addObject().put("index", 0);
        if (chat) {
            ObjectNode delta = choice.putObject("delta");
            if (first) delta.put("role", "assistant");
            delta.put("content", text);
        } else choice.put("text", text);
        choice.putNull("logprobs");
        if (last) choice.put("finish_reason", size.reason());
        else choice.putNull("finish_reason");
        return chunk;
    }

    private String kind() {
        return chat ? "chat.completion.chunk" : "text_completion";
    }

    private ObjectNode head(String kind) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return answer.put("id", id).put("object", kind).put("created", created).put("model", model);
    }

    private ObjectNode usage() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", size.prompt())
                .put("completion_tokens", size.tokens())
                .put("total_tokens", size.prompt() + size.tokens());
    }

    private static String word(int index) {
        String word = WORDS.get(index % WORDS.size());
        return index == 0 ? word : " " + word;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(size.tokens(), MOST_WORDS); i++) text.append(word(i));
        return text.toString();
    }
}
