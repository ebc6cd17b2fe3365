package io.vastctl.config;

/**
 * Something wrong in a file that the operator wrote.
 *
 * @param file path, or the name of a built-in file
 * @param line from 1; 0 if the whole file is meant
 * @param message what is wrong and what is expected; holds no secret
 */
public record Problem(String file, int line, Severity severity, String message) {

    /** Whether the file can be used in spite of it. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line: {@code file:line: message}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (isError() ? "" : "warning: ") + message;
    }
}
