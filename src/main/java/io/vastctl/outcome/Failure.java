package io.vastctl.outcome;

/**
 * Why an attempt ended without a working endpoint.
 *
 * @param signature stable short name of the cause, such as {@code docker-cdi}; never empty
 * @param phase where the attempt stood
 * @param evidence the text that shows it, at most a few lines; may be empty
 */
public record Failure(FailureClass failureClass, String signature, Phase phase, String evidence) {

    public Blame blames() {
        return failureClass.blameIn(phase);
    }
}
