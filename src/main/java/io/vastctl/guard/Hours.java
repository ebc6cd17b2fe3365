package io.vastctl.guard;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When an endpoint is wanted, by the clock on a wall in its zone: where clocks are set back, the hour that
 * comes twice counts twice.
 */
public record Hours(ZoneId zone, List<Window> windows) {

    /** Day and night. */
    public static final Hours ALWAYS = new Hours(
            ZoneOffset.UTC,
            List.of(new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)));

    /**
     * From one time of the day to another, on some days of the week.
     *
     * @param days on which the window begins
     * @param until exclusive; the same as or before {@code from} means on the next day
     */
    public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime until) {

        public Window {
            days = Set.copyOf(days);
        }

        boolean covers(DayOfWeek day, LocalTime time) {
            boolean begun = days.contains(day) && !time.isBefore(from);
            boolean before = time.isBefore(until);
            if (until.isAfter(from)) return begun && before;
            return begun || (before && days.contains(day.minus(1)));
        }
    }

    public Hours {
        windows = List.copyOf(windows);
    }

    /** Total: an instant no calendar has counts as the nearest one that has. */
    public boolean open(Instant now) {
        LocalDateTime wall = LocalDateTime.ofInstant(Moments.onCalendar(now), zone);
        return windows.stream().anyMatch(window -> window.covers(wall.getDayOfWeek(), wall.toLocalTime()));
    }
}
