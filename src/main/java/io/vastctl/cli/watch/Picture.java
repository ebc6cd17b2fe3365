package io.vastctl.cli.watch;

import io.vastctl.cli.text.Words;
import io.vastctl.guard.Rule;
import io.vastctl.memory.guard.GuardDecisionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The guard of a plan as it is shown, everywhere the same.
 *
 * @param plan its file
 * @param keeper who keeps it now; empty for nobody
 * @param dryRun whether that one only says what it would do
 * @param look the last one; empty before the first
 * @param recent what was done last, the newest first; no renewals of leases, and nothing that is only told
 */
public record Picture(
        String plan,
        Optional<String> keeper,
        boolean dryRun,
        Optional<Look> look,
        Trail trail,
        List<GuardDecisionRow> recent) {

    /** How many decisions {@link #recent} has. */
    public static final int RECENT = 20;

    public Picture {
        recent = List.copyOf(recent);
    }

    /** Of a guard that has not looked yet. */
    public static Picture before(String plan, boolean dryRun) {
        return new Picture(plan, Optional.empty(), dryRun, Optional.empty(), Trail.EMPTY, List.of());
    }

    public Picture keptBy(Optional<String> who) {
        return new Picture(plan, who, dryRun, look, trail, recent);
    }

    /** That moment, or that of the last look if it is later: a simulated market's clock may run faster than ours. */
    public Instant noEarlier(Instant now) {
        return look.map(Look::at).filter(now::isBefore).orElse(now);
    }

    /** After one look more. */
    public Picture with(Look next) {
        List<GuardDecisionRow> newest = new ArrayList<>();
        for (GuardDecisionRow row : next.decisions()) if (isDone(row)) newest.add(row);
        newest.addAll(recent);
        return new Picture(
                plan,
                keeper,
                dryRun,
                Optional.of(next),
                trail.with(next),
                newest.size() > RECENT ? newest.subList(0, RECENT) : newest);
    }

    private static boolean isDone(GuardDecisionRow row) {
        return !row.action().equals(Look.TELL) && !row.action().equals("RenewLease");
    }

    /**
     * What whoever looks should see first, the worst on top; empty if all is well.
     *
     * @param longest how old the last look of a guard at work may be
     */
    public List<String> warnings(Instant now, Duration longest) {
        List<String> warnings = new ArrayList<>(troubles(now, longest));
        for (Standing standing : look.map(last -> Standing.all(last, now)).orElse(List.of()))
            if (standing.isShort())
                warnings.add(standing.name() + " is short: " + standing.serving() + " of " + standing.wanted()
                        + " serve; " + standing.why().get(0) + ".");
        return warnings;
    }

    /** The same without what is said of each endpoint. */
    List<String> troubles(Instant now, Duration longest) {
        List<String> warnings = new ArrayList<>();
        if (keeper.isEmpty()) warnings.add("Nobody keeps this plan now: what is rented lives until its lease ends.");
        if (look.isEmpty()) return warnings;
        Look last = look.get();
        Duration age = Duration.between(last.at(), now);
        if (keeper.isPresent() && age.compareTo(longest) > 0)
            warnings.add("The last look is " + Words.duration(age) + " old: the guard hangs, or its clock was set.");
        last.blind()
                .ifPresent(blind -> warnings.add("Blind: the API has told nothing " + Ages.since(blind.since(), now)
                        + " (" + blind.why() + "); nothing is rented or destroyed meanwhile."));
        last.matter(Rule.STORM).ifPresent(why -> warnings.add("Storm: " + why + "."));
        last.matter(Rule.UNKNOWN_MONEY).ifPresent(why -> warnings.add("Money: " + why + "; nothing is rented."));
        last.matter(Rule.LOW_CREDIT).ifPresent(why -> warnings.add("Low credit: " + why + "."));
        return warnings;
    }
}
