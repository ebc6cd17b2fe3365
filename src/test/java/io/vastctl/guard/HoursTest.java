package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTest {

    private static final Hours OFFICE = hours("08:00", "18:00", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY");

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T06:59:59Z,false",
        "2026-03-10T07:00:00Z,true",
        "2026-03-10T16:59:59Z,true",
        "2026-03-10T17:00:00Z,false",
        "2026-03-14T12:00:00Z,false",
        // Summer time begins on 29 March
        "2026-03-30T06:00:00Z,true",
        "2026-03-30T16:00:00Z,false"
    })
    void officeHoursFollowTheClockOnTheWall(Instant now, boolean open) {
        assertThat(OFFICE.open(now)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-13T22:00:00Z,true",
        "2026-03-14T03:00:00Z,true",
        "2026-03-14T06:00:00Z,false",
        "2026-03-14T22:00:00Z,false"
    })
    void aWindowMayReachIntoTheNextDay(Instant now, boolean open) {
        assertThat(hours("20:00", "06:00", "FRIDAY").open(now)).isEqualTo(open);
    }

    @Test
    void alwaysIsAlwaysEvenAtTheEndsOfTime() {
        for (Instant now : List.of(Instant.MIN, Instant.EPOCH, NOW, Instant.MAX))
            assertThat(Hours.ALWAYS.open(now)).isTrue();
    }

    private static Hours hours(String from, String until, String... days) {
        Set<DayOfWeek> set = Arrays.stream(days).map(DayOfWeek::valueOf).collect(Collectors.toSet());
        return new Hours(
                ZoneId.of("Europe/Berlin"),
                List.of(new Hours.Window(set, LocalTime.parse(from), LocalTime.parse(until))));
    }
}
