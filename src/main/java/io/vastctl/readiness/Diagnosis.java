package io.vastctl.readiness;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a saved log or probe report came to.
 *
 * @param word the verdict
 * @param failure class, signature and evidence; present with {@code FAILED} and {@code UNKNOWN} only
 * @param stage the adapter's word for the latest stage reached
 * @param line of the file that shows the first cause, else the stage; counted from 1
 * @param evidence the lines that show it; may be empty
 * @param signature the entry of the table that matched
 * @param remaining how much longer the stage takes by the server's own progress bar
 */
public record Diagnosis(
        Word word,
        Optional<Assessment.Failed> failure,
        String stage,
        OptionalLong line,
        String evidence,
        Optional<Signature> signature,
        Optional<Duration> remaining) {

    /** The verdict in one word. */
    public enum Word {
        /** Its server answers. */
        READY,
        /** On its way, as far as can be seen. */
        WARMING_UP,
        /** It will not come up, and the class says whose doing that is. */
        FAILED,
        /** It failed or says nothing that is known; blames nobody. */
        UNKNOWN
    }
}
