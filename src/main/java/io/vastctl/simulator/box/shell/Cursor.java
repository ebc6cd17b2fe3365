package io.vastctl.simulator.box.shell;

/** A place in a script. */
final class Cursor {

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    boolean ended() {
        return at >= text.length();
    }

    /** The character here, NUL at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    char next() {
        if (ended()) throw SyntaxError.near("");
        return text.charAt(at++);
    }

    boolean sees(String what) {
        return text.startsWith(what, at);
    }

    /** Passes over that text if it stands here. */
    boolean takes(String what) {
        if (!sees(what)) return false;
        at += what.length();
        return true;
    }

    /** The rest of this line, whose end is passed over. */
    String line() {
        int end = text.indexOf('\n', at);
        String line = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        return line;
    }

    /** Blanks, joined lines and a comment; not the end of the line. */
    void skipBlanks() {
        while (true) {
            if (peek() == ' ' || peek() == '\t' || peek() == '\r') at++;
            else if (sees("\\\n")) at += 2;
            else break;
        }
        if (peek() == '#') {
            while (!ended() && peek() != '\n') at++;
        }
    }
}
