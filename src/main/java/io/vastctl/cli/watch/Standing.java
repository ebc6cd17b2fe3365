package io.vastctl.cli.watch;

import io.vastctl.cli.text.Words;
import io.vastctl.guard.Life;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Rule;
import io.vastctl.guard.Venture;
import io.vastctl.memory.guard.GuardDecisionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How an endpoint of the plan stands.
 *
 * @param wanted rentals planned; 0 outside its hours
 * @param rentals that it has, whatever they do
 * @param serving those that answer, by the guard's own measure: single bad answers are forgiven
 * @param underWay rents that nothing has come of yet
 * @param why it has fewer than wanted, one line each; empty if it has enough
 */
record Standing(
        String name,
        String workload,
        int planned,
        int wanted,
        int rentals,
        int serving,
        int underWay,
        List<String> why) {

    public Standing {
        why = List.copyOf(why);
    }

    public boolean isShort() {
        return serving < wanted;
    }

    /** Of every endpoint of the plan, in its order. */
    public static List<Standing> all(Look look, Instant now) {
        return look.plan().endpoints().stream()
                .map(endpoint -> of(endpoint, look, now))
                .toList();
    }

    private static Standing of(PlannedEndpoint endpoint, Look look, Instant now) {
        List<Rental> own = look.seen().rentals().stream()
                .filter(rental -> rental.endpoint().equals(endpoint.name()))
                .toList();
        int serving = (int) own.stream().filter(rental -> serves(rental, look)).count();
        int wanted = endpoint.hours().open(now) ? endpoint.count() : 0;
        List<Venture> ventures = look.seen().ventures().stream()
                .filter(venture -> venture.endpoint().equals(endpoint.name()))
                .toList();
        return new Standing(
                endpoint.name(),
                endpoint.workload(),
                endpoint.count(),
                wanted,
                own.size(),
                serving,
                ventures.size(),
                serving < wanted ? why(endpoint, look, own, ventures, now) : List.of());
    }

    /** Whether it answers and gets work, for all the guard knows. */
    static boolean serves(Rental rental, Look look) {
        return (rental.life() == Life.RUNNING || rental.life() == Life.UNKNOWN)
                && rental.duty().draining().isEmpty()
                && rental.health().lastGood().isPresent()
                && rental.health().misses() < look.plan().health().misses();
    }

    private static List<String> why(
            PlannedEndpoint endpoint, Look look, List<Rental> own, List<Venture> ventures, Instant now) {
        List<String> why = new ArrayList<>();
        for (Rental rental : own)
            if (!serves(rental, look)) why.add("instance " + rental.instanceId() + " " + state(rental));
        ventures.stream()
                .map(Venture::since)
                .min(Comparator.naturalOrder())
                .ifPresent(since -> why.add(Words.count(ventures.size(), "rent is", "rents are") + " under way, "
                        + Ages.since(since, now)));
        for (GuardDecisionRow row : look.decisions()) {
            boolean rents = row.action().equals("Rent");
            boolean refuses = row.action().equals(Look.TELL) && !row.rule().equals(Rule.BELOW_COUNT.name());
            if (row.endpoint().equals(endpoint.name()) && rents) why.add("another is being rented: " + row.reason());
            if (row.subject().equals(endpoint.name()) && refuses) why.add(row.rule() + ": " + row.reason());
        }
        look.matter(Rule.STORM).ifPresent(reason -> why.add(Rule.STORM + ": " + reason));
        look.blind().ifPresent(blind -> why.add(Rule.BLIND + ": nothing is rented while the API tells nothing"));
        if (why.isEmpty()) why.add("nothing is rented for it yet");
        return why;
    }

    /** What a rental that does not serve does instead. */
    static String state(Rental rental) {
        if (rental.duty().draining().isPresent())
            return "gets no new work (" + rental.duty().draining().get().rule() + ")";
        if (rental.health().misses() > 0)
            return "missed " + rental.health().misses() + " answers in a row: "
                    + rental.health().why();
        if (rental.life() == Life.RUNNING || rental.life() == Life.UNKNOWN) return "has not answered yet";
        return "is " + rental.life().name().toLowerCase(Locale.ROOT);
    }
}
