package io.vastctl.provision.sweep;

import io.vastctl.provision.InventoryReport;
import io.vastctl.provision.RentalClass;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which rentals to destroy. Whatever is asked for, only those count whose label and journal agree and on which no
 * living process is at work.
 *
 * @param olderThan only what was rented at least so long ago
 * @param instanceIds only these
 */
public record ReapSelection(Set<RentalClass> classes, Optional<Duration> olderThan, Optional<Set<Long>> instanceIds) {

    public ReapSelection {
        classes = Set.copyOf(classes);
    }

    /** What nobody wants any more. */
    public static ReapSelection unwanted(Optional<Duration> olderThan) {
        return new ReapSelection(
                Set.of(RentalClass.ORPHAN, RentalClass.RETURNED, RentalClass.OVERDUE), olderThan, Optional.empty());
    }

    /** These, kept ones included. */
    public static ReapSelection these(Set<Long> instanceIds) {
        return new ReapSelection(
                Set.of(RentalClass.ORPHAN, RentalClass.RETURNED, RentalClass.OVERDUE, RentalClass.KEPT),
                Optional.empty(),
                Optional.of(Set.copyOf(instanceIds)));
    }

    public boolean takes(InventoryReport.Row row) {
        return row.rentalClass().mayBeDestroyed()
                && classes.contains(row.rentalClass())
                && olderThan
                        .map(least -> row.age()
                                .filter(age -> age.compareTo(least) >= 0)
                                .isPresent())
                        .orElse(true)
                && instanceIds
                        .map(ids -> ids.contains(row.instance().instanceId()))
                        .orElse(true);
    }
}
