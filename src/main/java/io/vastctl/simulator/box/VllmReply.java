package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a vLLM says to a request. A whole answer has one piece.
 *
 * @param pieces of a body that may come bit by bit, in order
 * @param work the tokens of a completion; empty for all else
 */
record VllmReply(int status, String contentType, List<Piece> pieces, boolean streamed, Optional<CompletionSize> work) {

    /**
     * Some of a body.
     *
     * @param after how long the server works on it
     */
    record Piece(Duration after, String text) {}

    static VllmReply of(Answer answer) {
        List<Piece> whole = List.of(new Piece(Duration.ZERO, answer.body()));
        return new VllmReply(answer.status(), answer.contentType(), whole, false, Optional.empty());
    }

    /** One on which the server works for some time. */
    static VllmReply slow(Answer answer, Duration takes) {
        List<Piece> whole = List.of(new Piece(takes, answer.body()));
        return new VllmReply(answer.status(), answer.contentType(), whole, false, Optional.empty());
    }

    static VllmReply completion(Answer answer, Duration takes, CompletionSize size) {
        List<Piece> whole = List.of(new Piece(takes, answer.body()));
        return new VllmReply(answer.status(), answer.contentType(), whole, false, Optional.of(size));
    }

    static VllmReply events(List<Piece> pieces, CompletionSize size) {
        return new VllmReply(200, "text/event-stream; charset=utf-8", List.copyOf(pieces), true, Optional.of(size));
    }

    String body() {
        StringBuilder body = new StringBuilder();
        pieces.forEach(piece -> body.append(piece.text()));
        return body.toString();
    }
}
