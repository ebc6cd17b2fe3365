package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The account's money at one moment.
 *
 * @param at by the market's time
 * @param creditDollars as the API told it
 * @param todayDollars USD that our rentals cost since midnight UTC, as it was billed, or else as the journal reckons
 * @param monthDollars the same since the first of the month
 * @param otherDollarsPerHour USD per hour of everything else that lives in the account, ours and foreign
 */
record Funds(Instant at, double creditDollars, double todayDollars, double monthDollars, double otherDollarsPerHour) {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    /** What the journal knows, with what the account told. */
    static Funds of(Preflight preflight, Journal journal, String market, Clock clock) {
        Instant now = clock.instant();
        ZonedDateTime today = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        Instant midnight = today.toInstant();
        Instant first = today.withDayOfMonth(1).toInstant();
        List<Entry> open = journal.open().stream()
                .filter(entry -> entry.intent().market().equals(market))
                .toList();
        return new Funds(
                now,
                preflight.creditDollars(),
                spentSince(open, midnight, now) + journal.closedDollars(market, midnight),
                spentSince(open, first, now) + journal.closedDollars(market, first),
                preflight.otherDollarsPerHour());
    }

    /** USD of those rentals that fall to the time since then. A rental's cost is spread evenly over its life. */
    static double spentSince(List<Entry> entries, Instant since, Instant now) {
        return entries.stream().mapToDouble(entry -> share(entry, since, now)).sum();
    }

    private static double share(Entry entry, Instant since, Instant now) {
        double dollars = entry.dollars(now);
        Instant end = entry.closedAt().orElse(now);
        if (!entry.createdAt().isBefore(since)) return dollars;
        if (!end.isAfter(since)) return 0;
        double life = Duration.between(entry.createdAt(), end).toMillis();
        return dollars * Duration.between(since, end).toMillis() / life;
    }

    /** USD that everything else in the account costs in that time. */
    double others(Duration time) {
        return otherDollarsPerHour * Math.max(0, time.toMillis()) / MILLIS_PER_HOUR;
    }
}
