package io.vastctl.vast;

/** The create request went out and no usable answer came back: the instance may exist or not. */
public final class UnclearCreateException extends VastApiException {

    private static final long serialVersionUID = 1L;

    public UnclearCreateException(ApiProblem problem, int status, String message, Throwable cause) {
        super(problem, status, "", message, 0, cause);
    }

    public UnclearCreateException(ApiProblem problem, int status, String message) {
        super(problem, status, "", message);
    }
}
