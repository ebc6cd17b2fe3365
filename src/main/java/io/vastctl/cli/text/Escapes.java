package io.vastctl.cli.text;

import java.util.regex.Pattern;

/** The control sequences of ECMA-48 that we send, all of which every terminal since the VT100 knows. */
public final class Escapes {
    private Escapes() {}

    private static final String CSI = "\u001b[";
    private static final Pattern STYLES = Pattern.compile("\u001b\\[[0-9;]*m");

    public static final String BOLD = CSI + "1m";
    public static final String YELLOW = CSI + "33m";
    public static final String CYAN = CSI + "36m";
    public static final String PLAIN = CSI + "0m";

    /**
     * Erases this row and so many above it, and leaves the cursor at the beginning of the highest. Row by row: what is
     * erased as a whole screen, some terminals keep in their history.
     */
    public static String eraseRows(int rows) {
        return "\r" + CSI + "2K" + (CSI + "1A" + CSI + "2K").repeat(rows);
    }

    /** How many columns a line takes that holds nothing but characters of one column, and styles. */
    public static int width(String line) {
        return STYLES.matcher(line).replaceAll("").length();
    }
}
