package io.vastctl.vast;

import io.vastctl.endpoint.PlainHttp.Answer;
import java.io.IOException;

/** How one request ended on the wire. */
sealed interface Exchange {

    /** With an answer, whatever it says. */
    record Answered(Answer answer) implements Exchange {}

    /**
     * Without one.
     *
     * @param sent whether the request had begun to leave: from there on the server may have acted on it
     * @param line the trouble in one line without secrets
     */
    record Lost(IOException cause, boolean sent, String line) implements Exchange {}
}
