package io.vastctl.guard.loop;

import io.vastctl.guard.Budget;
import io.vastctl.guard.Mishap;
import io.vastctl.guard.Venture;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.guard.GuardVenture;
import io.vastctl.memory.guard.GuardVentures;
import io.vastctl.provision.Spending;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the journal knows of this guard's rents, read once for one look.
 *
 * @param ventures by run, those under way and those of the last day, and of every rental that is not proven gone
 * @param entries of all its rents in this month, and the open ones
 */
record Books(Map<String, GuardVenture> ventures, List<Entry> entries, List<Mishap> mishaps, Instant now) {

    private static final Duration RECENT = Duration.ofDays(1);
    /** The month that is running cannot have begun earlier. */
    private static final Duration LONGEST_MONTH = Duration.ofDays(32);

    private static final Set<State> UNDER_WAY = EnumSet.of(State.INTENDED, State.CREATED, State.DESTROYING);

    static Books read(GuardVentures store, Instant now) {
        Map<String, GuardVenture> ventures = new HashMap<>();
        List<Mishap> mishaps = new ArrayList<>();
        Instant recent = now.minus(RECENT);
        for (GuardVenture venture : store.since(recent)) {
            ventures.put(venture.runId(), venture);
            mishap(venture).filter(one -> !one.at().isBefore(recent)).ifPresent(mishaps::add);
        }
        for (GuardVentures.Loss loss : store.losses(recent))
            mishaps.add(new Mishap(loss.at(), loss.endpoint(), Mishap.Kind.RENTAL_LOST));
        return new Books(Map.copyOf(ventures), store.entries(now.minus(LONGEST_MONTH)), List.copyOf(mishaps), now);
    }

    private static Optional<Mishap> mishap(GuardVenture venture) {
        if (venture.endedAt().isEmpty()) return Optional.empty();
        Instant at = venture.endedAt().get();
        return switch (venture.outcome().orElse("")) {
            case GuardVenture.READY -> Optional.of(new Mishap(at, venture.endpoint(), Mishap.Kind.RENT_DONE));
            case GuardVenture.FAILED -> Optional.of(new Mishap(at, venture.endpoint(), Mishap.Kind.RENT_FAILED));
            case GuardVenture.ERROR -> Optional.of(new Mishap(at, venture.endpoint(), Mishap.Kind.RENT_ERROR));
            default -> Optional.empty();
        };
    }

    /** What it rented and is not proven gone, without what a rent under way still works on. */
    List<Entry> rentals() {
        return entries.stream()
                .filter(Entry::isOpen)
                .filter(entry -> entry.instanceId().isPresent())
                .filter(entry -> !isUnderWay(entry))
                .toList();
    }

    private boolean isUnderWay(Entry entry) {
        GuardVenture venture = ventures.get(entry.intent().runId());
        return venture != null && venture.endedAt().isEmpty() && UNDER_WAY.contains(entry.state());
    }

    /**
     * Rents under way that no rental has come of.
     *
     * @param ending whether that run is being broken off
     */
    List<Venture> underWay(Predicate<String> ending) {
        return ventures.values().stream()
                .filter(venture -> venture.endedAt().isEmpty())
                .filter(venture -> rentals().stream()
                        .noneMatch(entry -> entry.intent().runId().equals(venture.runId())))
                .sorted(Comparator.comparing(GuardVenture::since).thenComparing(GuardVenture::runId))
                .map(venture -> new Venture(
                        venture.endpoint(),
                        venture.since(),
                        venture.ceiling(),
                        venture.replaces(),
                        Optional.of(venture.runId()),
                        ending.test(venture.runId())))
                .toList();
    }

    Optional<GuardVenture> venture(Entry entry) {
        return Optional.ofNullable(ventures.get(entry.intent().runId()));
    }

    /** The endpoint that it serves; empty for what is left over of a rent that failed, and for what is going already. */
    String endpoint(Entry entry) {
        return entry.state() == State.KEPT
                ? venture(entry).map(GuardVenture::endpoint).orElse("")
                : "";
    }

    double spentToday(Budget budget) {
        return Spending.since(entries, midnight(budget).toInstant(), now);
    }

    double spentThisMonth(Budget budget) {
        return Spending.since(entries, midnight(budget).withDayOfMonth(1).toInstant(), now);
    }

    private ZonedDateTime midnight(Budget budget) {
        return now.atZone(budget.zone()).truncatedTo(ChronoUnit.DAYS);
    }

    /** The clock was set: leases, which are counted by it, end when they ended before. */
    static void move(GuardVentures store, Journal journal, Instant now, Duration jump) {
        for (Entry entry : store.entries(now))
            if (entry.isOpen() && entry.state() == State.KEPT)
                entry.leaseUntil().ifPresent(until -> journal.renewed(entry.label(), until.plus(jump)));
    }

    /** Takes on in this process's name what an earlier guard of the plan kept. */
    static void claim(GuardVentures store, Journal journal, Instant now) {
        for (Entry entry : store.entries(now))
            if (entry.isOpen()
                    && entry.state() == State.KEPT
                    && !entry.ownerId().equals(journal.ownerId())) journal.claim(entry);
    }
}
