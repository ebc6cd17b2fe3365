package io.vastctl.readiness;

/** A text as one word of a POSIX shell. */
public final class ShellWord {

    private ShellWord() {}

    /**
     * One word that means exactly that text.
     *
     * @throws IllegalArgumentException if it holds a zero character
     */
    public static String of(String text) {
        if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a shell word cannot hold a zero character");
        return text.matches("[A-Za-z0-9_./:=,+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
