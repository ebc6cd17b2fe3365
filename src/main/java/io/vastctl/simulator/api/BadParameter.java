package io.vastctl.simulator.api;

/** A parameter of a list cannot be used; the message is the answer's own text. */
final class BadParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    BadParameter(String code, String message) {
        super(message);
        this.code = code;
    }

    static BadParameter invalid(String words) {
        return new BadParameter("invalid_request", "Error in query parameters: " + words);
    }

    String code() {
        return code;
    }
}
