package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One more rental against the ceilings of the account. Each open rental in the journal holds a place, and what it may
 * still cost at worst, whichever run or machine it is of. Pure: it is judged while nobody else writes, so that two runs
 * never take the same last place or the same last dollar.
 *
 * @param look at the account, which also shows what is in no journal
 * @param labelPrefix of the rentals that count for {@code max-rentals}
 * @param unknownDollarsPerHour for an instance that tells no price
 * @param time that the rental may take
 * @param now by the market's time
 */
record Reservation(
        AccountLook look,
        Ceilings ceilings,
        String labelPrefix,
        double unknownDollarsPerHour,
        Journal.Intent intent,
        Duration time,
        Instant now) {

    /** A listing may lag behind what the journal knows to be gone by that much. */
    private static final Duration LAG = Duration.ofMinutes(10);

    /** Which closed rentals count: those that the look may still show, and what those of the day and month have cost. */
    Journal.Asked asked() {
        Set<Instant> sums = new HashSet<>();
        if (ceilings.account().dayDollars().isPresent()) sums.add(day().toInstant());
        if (ceilings.account().monthDollars().isPresent()) sums.add(month());
        return new Journal.Asked(look.at().minus(LAG), look.market(), sums);
    }

    private ZonedDateTime day() {
        return now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    }

    private Instant month() {
        return day().withDayOfMonth(1).toInstant();
    }

    /**
     * Why it may not be: the offer is another run's, or a ceiling leaves no room.
     *
     * @param soFar what was {@link #asked} for
     */
    Optional<Failure> objection(Journal.SoFar soFar) {
        List<Entry> market = soFar.entries().stream()
                .filter(entry -> entry.intent().market().equals(look.market()))
                .toList();
        List<Entry> account = market.stream()
                .filter(entry -> Ledger.isOf(entry, look.accountId()))
                .toList();
        List<Instance> elsewhere = inNo(soFar.entries());
        return taken(market).or(() -> places(account, elsewhere)).or(() -> money(soFar, market, account, elsewhere));
    }

    /** A create for an offer that another run has would be refused, after a turn of everybody's. */
    private Optional<Failure> taken(List<Entry> market) {
        return market.stream()
                .filter(Entry::isOpen)
                .filter(entry -> Ledger.isFresh(entry, now))
                .filter(entry -> entry.intent().offerId() == intent.offerId())
                .findFirst()
                .map(entry -> new Failure(
                        FailureClass.OFFER_GONE,
                        "offer-taken",
                        Phase.CREATE,
                        "run " + entry.intent().runId() + " is renting offer " + intent.offerId()));
    }

    /** What the account showed, and no entry stands for. */
    private List<Instance> inNo(List<Entry> journal) {
        Set<String> labels = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        for (Entry entry : journal) {
            labels.add(entry.label());
            entry.instanceId().ifPresent(numbers::add);
        }
        return look.listing().stream()
                .filter(instance -> !labels.contains(instance.label().orElse("")))
                .filter(instance -> !numbers.contains(instance.instanceId()))
                .toList();
    }

    private Optional<Failure> places(List<Entry> account, List<Instance> elsewhere) {
        String prefix = labelPrefix + "-";
        List<Entry> ours = account.stream()
                .filter(Entry::isOpen)
                .filter(entry -> entry.label().startsWith(prefix))
                .toList();
        long strange = elsewhere.stream()
                .filter(instance -> instance.label().orElse("").startsWith(prefix))
                .count();
        long taken = ours.size() + strange;
        if (taken < ceilings.maxRentals()) return Optional.empty();
        String who = Holders.places(ours) + (strange == 0 ? "" : ", no journal " + strange);
        return Optional.of(reached(
                "max-rentals",
                taken + " rentals labelled " + prefix + "… are alive or about to be, the limit is "
                        + ceilings.maxRentals() + " (setting max-rentals); held by " + strip(who)));
    }

    private static String strip(String list) {
        return list.startsWith(", ") ? list.substring(2) : list;
    }

    private Optional<Failure> money(
            Journal.SoFar soFar, List<Entry> market, List<Entry> account, List<Instance> elsewhere) {
        double worst = intent.bounds().worstDollars();
        double others = elsewhere.stream()
                .mapToDouble(
                        instance -> SpendLimit.dollars(instance.dollarsPerHour().orElse(unknownDollarsPerHour), time))
                .sum();
        double all = worst + others + held(market);
        AccountCeilings limits = ceilings.account();
        List<Headroom> rooms = new ArrayList<>();
        limits.dayDollars()
                .ifPresent(limit -> rooms.add(SpendOutlook.spent(
                        "max-spend-day", " today (UTC)", spent(soFar, market, day().toInstant()) + all, limit)));
        limits.monthDollars()
                .ifPresent(limit -> rooms.add(SpendOutlook.spent(
                        "max-spend-month", " this month (UTC)", spent(soFar, market, month()) + all, limit)));
        double sinceLook = Funds.spentSince(account, look.at(), now) + worst + others + held(account);
        limits.balanceFloorDollars()
                .ifPresent(floor -> rooms.add(SpendOutlook.balance(look.creditDollars(), sinceLook, floor)));
        return rooms.stream()
                .filter(Headroom::isReached)
                .findFirst()
                .map(room -> reached(room.ceiling(), sentence(room, market)));
    }

    private String sentence(Headroom room, List<Entry> market) {
        String holders = Holders.dollars(market, this::held);
        return "at its worst, one more rental would make it " + room.evidence()
                + (holders.isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, "; $%.3f of it held by ", held(market)) + holders);
    }

    private double spent(Journal.SoFar soFar, List<Entry> market, Instant from) {
        List<Entry> open = market.stream().filter(Entry::isOpen).toList();
        return Funds.spentSince(open, from, now) + soFar.closedDollars().getOrDefault(from, 0.0);
    }

    private double held(List<Entry> entries) {
        return entries.stream().mapToDouble(this::held).sum();
    }

    /** USD that an open rental may still cost in that time: up to its worst case, or what is past it by its price. */
    private double held(Entry entry) {
        if (!entry.isOpen()) return 0;
        double left = entry.intent().bounds().worstDollars() - entry.reckonedDollars(now);
        boolean ends = entry.state() != State.KEPT && left > 0;
        return ends ? left : SpendLimit.dollars(entry.intent().dollarsPerHour(), time);
    }

    private static Failure reached(String ceiling, String evidence) {
        return new Failure(FailureClass.LIMIT, ceiling, Phase.CREATE, evidence);
    }
}
