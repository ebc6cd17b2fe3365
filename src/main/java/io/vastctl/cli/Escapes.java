package io.vastctl.cli;

import java.util.regex.Pattern;

/** The control sequences of ECMA-48 that we send, all of which every terminal since the VT100 knows. */
final class Escapes {
    private Escapes() {}

    private static final String CSI = "\u001b[";
    private static final Pattern STYLES = Pattern.compile("\u001b\\[[0-9;]*m");

    static final String BOLD = CSI + "1m";
    static final String YELLOW = CSI + "33m";
    static final String CYAN = CSI + "36m";
    static final String PLAIN = CSI + "0m";

    /** To the beginning of the line so many rows up, and everything from there on erased. */
    static String eraseRows(int rows) {
        return "\r" + (rows == 0 ? "" : CSI + rows + "A") + CSI + "J";
    }

    /** How many columns a line takes that holds nothing but characters of one column, and styles. */
    static int width(String line) {
        return STYLES.matcher(line).replaceAll("").length();
    }
}
