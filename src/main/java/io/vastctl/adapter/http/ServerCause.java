package io.vastctl.adapter.http;

import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.Signature;
import io.vastctl.readiness.Suspect;

/**
 * One signature at its first place in a log.
 *
 * @param position in the text where it begins
 * @param text the line, and the one below it once that is known
 */
record ServerCause(int rank, Signature signature, long number, boolean isQuiet, int position, String text)
        implements Suspect {

    ServerCause with(String below) {
        return new ServerCause(rank, signature, number, isQuiet, position, text + "\n" + below.strip());
    }

    /** Whether the line below is still to come. */
    boolean isOpen() {
        return text.indexOf('\n') < 0;
    }

    boolean isTwinOf(ServerCause other) {
        return rank == other.rank && isQuiet == other.isQuiet;
    }

    Failed failed() {
        return new Failed(signature.failureClass(), signature.id(), Evidence.around(text, position));
    }
}
