package io.vastctl.simulator.box.shell;

/** A script that cannot be read; its message follows the shell's name. */
final class SyntaxError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SyntaxError(String message) {
        super(message);
    }

    static SyntaxError near(String token) {
        return token.isEmpty()
                ? new SyntaxError("syntax error: unexpected end of file")
                : new SyntaxError("syntax error near unexpected token `" + token + "'");
    }
}
