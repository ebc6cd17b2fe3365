package io.vastctl.simulator.box;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How many tokens a completion has.
 *
 * @param reason why it ended: {@code length} where the request set a limit, else {@code stop}
 */
record CompletionSize(int prompt, int tokens, String reason) {

    /** vLLM's own limit for a plain completion that names none. */
    private static final int DEFAULT_TOKENS = 16;
    /** What a chat answers that may be as long as it likes. */
    private static final int CHATTY = 40;

    /** A prompt of text has a token for every four characters, a chat some more around each message. */
    static int promptTokens(JsonNode prompt) {
        if (!prompt.isArray()) return 1 + prompt.asText().length() / 4;
        int tokens = 4;
        for (JsonNode item : prompt) {
            if (item.isNumber()) tokens++;
            else tokens += 4 + (item.has("content") ? item.path("content").toString() : item.asText()).length() / 4;
        }
        return tokens;
    }

    static CompletionSize of(boolean chat, JsonNode request, int prompt, int context) {
        JsonNode limit = request.path("max_completion_tokens").isNumber()
                ? request.path("max_completion_tokens")
                : request.path("max_tokens");
        if (limit.isNumber()) return new CompletionSize(prompt, limit.asInt(), "length");
        int most = Math.max(1, context - prompt);
        return chat
                ? new CompletionSize(prompt, Math.min(CHATTY, most), "stop")
                : new CompletionSize(prompt, Math.min(DEFAULT_TOKENS, most), "length");
    }
}
