package io.vastctl.vast;

/**
 * The request went out and no usable answer came back: it may have been carried out or not. Thrown for
 * calls that are more when made twice; look at what they change before asking again.
 */
public final class UnclearCallException extends VastApiException {

    private static final long serialVersionUID = 1L;

    public UnclearCallException(ApiProblem problem, int status, String message, Throwable cause) {
        super(problem, status, "", message, 0, cause);
    }

    public UnclearCallException(ApiProblem problem, int status, String message) {
        super(problem, status, "", message);
    }
}
