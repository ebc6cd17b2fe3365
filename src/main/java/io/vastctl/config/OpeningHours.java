package io.vastctl.config;

import io.vastctl.guard.Hours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Windows of the week as people write them: {@code mon-fri 08:00-20:00}, {@code daily 22:00-06:00}, {@code sat,sun}. */
final class OpeningHours {

    static final String EXPECTED = "days and times such as mon-fri 08:00-20:00, daily 22:00-06:00 or sat,sun";

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern WINDOW = Pattern.compile(
            "([a-z,-]+)(?:\\s+([01]?\\d|2[0-3]):([0-5]\\d)\\s*-\\s*(?:([01]?\\d|2[0-3]):([0-5]\\d)|24:00))?");

    private OpeningHours() {}

    /** @throws IllegalArgumentException in words that complete a line about the field */
    static Hours.Window window(String text) {
        Matcher parts = WINDOW.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) throw new IllegalArgumentException("expected " + EXPECTED + ", found \"" + text + "\"");
        Set<DayOfWeek> days = days(parts.group(1), text);
        return new Hours.Window(days, time(parts, 2), time(parts, 4));
    }

    /** Without a time it is midnight, and from midnight until midnight is the whole day. */
    private static LocalTime time(Matcher parts, int group) {
        return parts.group(group) == null
                ? LocalTime.MIDNIGHT
                : LocalTime.of(Integer.parseInt(parts.group(group)), Integer.parseInt(parts.group(group + 1)));
    }

    private static Set<DayOfWeek> days(String words, String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : words.split(",", -1)) {
            if (word.equals("daily")) days.addAll(EnumSet.allOf(DayOfWeek.class));
            else range(word.split("-", -1), text, days);
        }
        return days;
    }

    private static void range(String[] ends, String text, Set<DayOfWeek> days) {
        if (ends.length > 2) throw new IllegalArgumentException("expected " + EXPECTED + ", found \"" + text + "\"");
        DayOfWeek last = day(ends[ends.length - 1]);
        for (DayOfWeek day = day(ends[0]); ; day = day.plus(1)) {
            days.add(day);
            if (day == last) return;
        }
    }

    private static DayOfWeek day(String word) {
        int number = DAYS.indexOf(word);
        if (number < 0)
            throw new IllegalArgumentException("\"" + word + "\" is no day, expected one of daily, "
                    + String.join(", ", DAYS) + Suggestion.didYouMean(word, DAYS));
        return DayOfWeek.of(number + 1);
    }
}
