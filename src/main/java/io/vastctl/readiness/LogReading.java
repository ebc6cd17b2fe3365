package io.vastctl.readiness;

import java.util.Optional;

/**
 * Reads one saved log of a server line by line and judges it with the code that a run uses. Made anew for every log;
 * keeps no more than it needs for its judgement, however long the log is.
 */
public interface LogReading extends LogLines.Sink {

    /** What the lines so far come to, together with what else is known. Changes nothing. */
    Diagnosis judge(Circumstances known);

    /** The signature of that id, for its reason and advice. */
    Optional<Signature> signature(String id);
}
