package io.vastctl.simulator.box;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;

/** The bodies of finished completions, in the shape that vLLM gives them. */
final class Completions {

    private static final List<String> WORDS = List.of("the", "rented", "machine", "works", "and", "answers", "you");
    private static final int PROMPT_TOKENS = 12;

    private Completions() {}

    static ObjectNode answer(boolean chat, String model, int tokens, long number, Clock clock) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("id", (chat ? "chatcmpl-" : "cmpl-") + number);
        answer.put("object", chat ? "chat.completion" : "text_completion");
        answer.put("created", clock.instant().getEpochSecond()).put("model", model);
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        if (chat) choice.putObject("message").put("role", "assistant").put("content", text(tokens));
        else choice.put("text", " " + text(tokens));
        choice.putNull("logprobs").put("finish_reason", "length");
        answer.putObject("usage")
                .put("prompt_tokens", PROMPT_TOKENS)
                .put("completion_tokens", tokens)
                .put("total_tokens", PROMPT_TOKENS + tokens);
        return answer;
    }

    private static String text(int tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(tokens, 400); i++) {
            if (i > 0) text.append(' ');
            text.append(WORDS.get(i % WORDS.size()));
        }
        return text.toString();
    }
}
