package io.vastctl.readiness;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code df -Pk}. */
public final class DiskSize {

    private static final Pattern ROW = Pattern.compile("(?m)^\\S.*?\\s(\\d+)\\s+\\d+\\s+(-?\\d+)\\s+\\d+%\\s+/\\s*$");

    private DiskSize() {}

    /** Size of the root file system in bytes, absent if the text does not say. */
    public static OptionalDouble ofDf(String text) {
        return column(text, 1);
    }

    /** What is free on the root file system in bytes, absent if the text does not say. */
    static OptionalDouble freeOfDf(String text) {
        return column(text, 2);
    }

    private static OptionalDouble column(String text, int group) {
        Matcher row = ROW.matcher(text);
        return row.find() ? OptionalDouble.of(Double.parseDouble(row.group(group)) * 1024) : OptionalDouble.empty();
    }
}
