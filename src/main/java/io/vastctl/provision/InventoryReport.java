package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.provision.sweep.SweepFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Every instance of the account, as one good listing shows them, and the ones of ours that it left out.
 *
 * @param unseen open entries of nobody at work, which neither the listing nor a read by the number shows
 */
public record InventoryReport(List<Row> rows, List<Entry> unseen) {

    public InventoryReport {
        rows = List.copyOf(rows);
        unseen = List.copyOf(unseen);
    }

    /**
     * One instance.
     *
     * @param entry what the journal knows of it
     * @param dollarsPerHour USD per hour as the listing says, else as it was rented for
     * @param age since it was rented, if anybody knows
     * @param leaseLeft negative once it has run out; empty without a lease
     * @param note why it is in this class, where that needs a word; else empty
     */
    public record Row(
            Instance instance,
            RentalClass rentalClass,
            Optional<Entry> entry,
            OptionalDouble dollarsPerHour,
            Optional<Duration> age,
            Optional<Duration> leaseLeft,
            String note) {}

    static InventoryReport of(List<SweepFinding> findings, List<Entry> unseen, Instant now) {
        return new InventoryReport(
                findings.stream().flatMap(finding -> row(finding, now).stream()).toList(), unseen);
    }

    private static Optional<Row> row(SweepFinding finding, Instant now) {
        if (finding instanceof SweepFinding.Adopt it) return ours(RentalClass.ORPHAN, it.entry(), it.instance(), now);
        if (finding instanceof SweepFinding.Orphan it) return ours(RentalClass.ORPHAN, it.entry(), it.instance(), now);
        if (finding instanceof SweepFinding.Returned it)
            return ours(RentalClass.RETURNED, it.entry(), it.instance(), now);
        if (finding instanceof SweepFinding.Overdue it)
            return ours(RentalClass.OVERDUE, it.entry(), it.instance(), now);
        if (finding instanceof SweepFinding.Kept it) return ours(RentalClass.KEPT, it.entry(), it.instance(), now);
        if (finding instanceof SweepFinding.Alive it)
            return it.instance().flatMap(instance -> ours(RentalClass.OURS, it.entry(), instance, now));
        if (finding instanceof SweepFinding.Foreign it) return strange(RentalClass.FOREIGN, it.instance(), "", now);
        if (finding instanceof SweepFinding.OursUnknown it)
            return strange(RentalClass.OURS_UNKNOWN, it.instance(), it.why(), now);
        return Optional.empty();
    }

    private static Optional<Row> ours(RentalClass rentalClass, Entry entry, Instance instance, Instant now) {
        return Optional.of(new Row(
                instance,
                rentalClass,
                Optional.of(entry),
                instance.dollarsPerHour().isPresent()
                        ? instance.dollarsPerHour()
                        : OptionalDouble.of(entry.intent().dollarsPerHour()),
                Optional.of(Duration.between(instance.startedAt().orElse(entry.createdAt()), now)),
                entry.leaseUntil().map(until -> Duration.between(now, until)),
                entry.detail()));
    }

    private static Optional<Row> strange(RentalClass rentalClass, Instance instance, String note, Instant now) {
        return Optional.of(new Row(
                instance,
                rentalClass,
                Optional.empty(),
                instance.dollarsPerHour(),
                instance.startedAt().map(start -> Duration.between(start, now)),
                Optional.empty(),
                note));
    }
}
