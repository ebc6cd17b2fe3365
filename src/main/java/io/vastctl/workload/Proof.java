package io.vastctl.workload;

import java.util.Optional;

/** What counts as an answer of a workload's server: the proof that it works, asked from outside. */
public sealed interface Proof {

    /** Tokens, by {@code /v1/completions} or, where there is none, {@code /v1/chat/completions}. */
    record Completion() implements Proof {}

    /** Tokens, by {@code /v1/chat/completions} alone. */
    record Chat() implements Proof {}

    /** A transcription of a second of sound, by {@code /v1/audio/transcriptions}. */
    record Transcription() implements Proof {}

    /**
     * One request of the workload's own.
     *
     * @param body JSON to send by POST; empty for a GET
     */
    record Request(HttpAnswer answer, Optional<String> body) implements Proof {}

    /** The word for it in a workload file. */
    default String word() {
        if (this instanceof Completion) return "completion";
        if (this instanceof Chat) return "chat";
        return this instanceof Transcription ? "transcription" : "request";
    }

    /** What the address of the endpoint ends in: {@code /v1} where the server speaks OpenAI's language. */
    default String basePath() {
        return this instanceof Request ? "" : "/v1";
    }
}
