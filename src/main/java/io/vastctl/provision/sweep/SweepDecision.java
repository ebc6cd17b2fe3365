package io.vastctl.provision.sweep;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a good listing means for the journal. Pure.
 *
 * @param entries of this market and account: the open ones, and closed ones that may have come back
 * @param atWork whether a living process looks after an entry
 * @param labelPrefix first part of every label we give
 */
public record SweepDecision(List<Entry> entries, Predicate<Entry> atWork, String labelPrefix) {

    /** One finding for each entry that is open or shown, and for each instance that is no entry's. */
    public List<SweepFinding> findings(List<Instance> listing, Instant now) {
        List<SweepFinding> findings = new ArrayList<>();
        Set<Long> explained = new HashSet<>();
        // Open entries first: an instance of theirs is no sign that a closed one came back.
        for (Entry entry : entries) if (entry.isOpen()) findings.addAll(open(entry, listing, now, explained));
        for (Entry entry : entries) if (!entry.isOpen()) findings.addAll(closed(entry, listing, explained));
        for (Instance instance : listing)
            if (!explained.contains(instance.instanceId())) findings.add(stranger(instance));
        return findings;
    }

    private List<SweepFinding> open(Entry entry, List<Instance> listing, Instant now, Set<Long> explained) {
        Optional<Instance> seen = sighting(entry, listing);
        seen.ifPresent(instance -> explained.add(instance.instanceId()));
        if (atWork.test(entry)) return List.of(new SweepFinding.Alive(entry, seen));
        if (seen.isPresent()) return List.of(living(entry, seen.get(), now));
        Optional<Instance> relabelled = relabelled(entry, listing);
        if (relabelled.isPresent()) {
            explained.add(relabelled.get().instanceId());
            return List.of(disputed(entry, relabelled.get()));
        }
        return List.of(
                entry.instanceId().isPresent()
                        ? new SweepFinding.CloseGone(entry)
                        : new SweepFinding.CloseAbsent(entry));
    }

    private static SweepFinding living(Entry entry, Instance instance, Instant now) {
        if (entry.state() == State.KEPT) {
            boolean overdue = entry.leaseUntil().filter(now::isAfter).isPresent();
            return overdue ? new SweepFinding.Overdue(entry, instance) : new SweepFinding.Kept(entry, instance);
        }
        return entry.instanceId().isEmpty()
                ? new SweepFinding.Adopt(entry, instance)
                : new SweepFinding.Orphan(entry, instance);
    }

    private static List<SweepFinding> closed(Entry entry, List<Instance> listing, Set<Long> explained) {
        List<Instance> unexplained = listing.stream()
                .filter(instance -> !explained.contains(instance.instanceId()))
                .toList();
        Optional<Instance> seen = sighting(entry, unexplained);
        seen.ifPresent(instance -> explained.add(instance.instanceId()));
        return seen.map(instance -> List.<SweepFinding>of(new SweepFinding.Returned(entry, instance)))
                .orElse(List.of());
    }

    private SweepFinding stranger(Instance instance) {
        String label = instance.label().orElse("");
        if (entries.stream().anyMatch(entry -> entry.label().equals(label)))
            return new SweepFinding.OursUnknown(instance, "a second instance with a label of ours");
        return label.startsWith(labelPrefix + "-")
                ? new SweepFinding.OursUnknown(instance, "its label is not in this journal")
                : new SweepFinding.Foreign(instance);
    }

    private static SweepFinding disputed(Entry entry, Instance instance) {
        return new SweepFinding.OursUnknown(instance, "the journal knows it by another label, " + entry.label());
    }

    /** Where two instances carry the label, the one whose number is known. */
    public static Optional<Instance> sighting(Entry entry, List<Instance> listing) {
        return listing.stream()
                .filter(instance -> isOf(entry, instance) && hasItsNumber(entry, instance))
                .findFirst()
                .or(() -> listing.stream()
                        .filter(instance -> isOf(entry, instance))
                        .findFirst());
    }

    /**
     * By the label; or by the number of a row that tells no label yet. Numbers are never used twice on the real
     * market, but a simulated one that was started again does.
     */
    private static boolean isOf(Entry entry, Instance instance) {
        if (instance.label().isPresent()) return instance.label().get().equals(entry.label());
        boolean sameMachine = instance.machineId().isEmpty()
                || instance.machineId().getAsLong() == entry.intent().machineId();
        boolean numbersCount = entry.isOpen() || entry.intent().origin() == Origin.REAL;
        return numbersCount && sameMachine && hasItsNumber(entry, instance);
    }

    private static Optional<Instance> relabelled(Entry entry, List<Instance> listing) {
        return listing.stream()
                .filter(instance -> hasItsNumber(entry, instance))
                .findFirst();
    }

    private static boolean hasItsNumber(Entry entry, Instance instance) {
        return entry.instanceId().isPresent() && entry.instanceId().getAsLong() == instance.instanceId();
    }
}
