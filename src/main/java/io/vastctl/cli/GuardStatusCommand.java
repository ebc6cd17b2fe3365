package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Sight;
import io.vastctl.guard.loop.GuardJson;
import io.vastctl.memory.GuardBook;
import io.vastctl.memory.GuardLease;
import io.vastctl.memory.GuardLeases;
import io.vastctl.memory.GuardTick;
import io.vastctl.memory.ThisHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vastctl guard status}: what the guard of a plan saw last. Asks nobody. */
@Command(
        name = "status",
        description = "Show what the guard of a plan saw at its last look; reads the state file alone.")
final class GuardStatusCommand extends BenchCommand {

    @Mixin
    GuardPost post = new GuardPost();

    @Override
    int run(Workbench bench) {
        String guard = post.guard(bench);
        Optional<GuardLease> lease = new GuardLeases(bench.database()).living(guard, ThisHost.liveness()::isProvenDead);
        Optional<GuardTick> tick = new GuardBook(bench.database()).last(guard);
        Instant now = bench.clock().instant();
        bench.results().print(() -> json(guard, lease, tick), () -> text(guard, lease, tick, now));
        return 0;
    }

    private static ObjectNode json(String guard, Optional<GuardLease> lease, Optional<GuardTick> tick) {
        ObjectNode json = Json.document("guard-status").put("plan", guard);
        json.put("running", lease.isPresent());
        lease.ifPresent(held -> json.put("holder", held.holder()));
        tick.ifPresent(last -> add(json, last));
        return json;
    }

    private static void add(ObjectNode json, GuardTick tick) {
        Observation seen = GuardJson.observation(tick.observationJson());
        Plan plan = GuardJson.plan(tick.planJson());
        json.put("at", Words.iso(tick.at()));
        json.put("sees", seen.api() instanceof Sight.Sees);
        seen.purse().balance().ifPresent(dollars -> json.put("balanceDollars", dollars));
        json.put("spentTodayDollars", seen.purse().spentDay());
        json.put("budgetDayDollars", plan.budget().perDay());
        json.put("spentMonthDollars", seen.purse().spentMonth());
        json.put("budgetMonthDollars", plan.budget().perMonth());
        ArrayNode endpoints = json.putArray("endpoints");
        for (PlannedEndpoint endpoint : plan.endpoints())
            endpoints
                    .addObject()
                    .put("name", endpoint.name())
                    .put("planned", endpoint.count())
                    .put("answering", answering(seen, endpoint.name()));
        ArrayNode rentals = json.putArray("rentals");
        for (Rental rental : seen.rentals()) add(rentals.addObject(), rental);
        ArrayNode decisions = json.putArray("decisions");
        tick.decisions().forEach(row -> GuardDecisionsCommand.add(decisions.addObject(), row));
    }

    private static void add(ObjectNode json, Rental rental) {
        json.put("instanceId", rental.instanceId())
                .put("endpoint", rental.endpoint())
                .put("life", rental.life().name().toLowerCase(Locale.ROOT))
                .put("duty", rental.duty().draining().isPresent() ? "draining" : "serving")
                .put("heat", rental.heat().level().name().toLowerCase(Locale.ROOT))
                .put("misses", rental.health().misses())
                .put("tokensPerSecond", rental.health().speed())
                .put("dollarsPerHour", rental.dollarsPerHour());
        rental.heat().celsius().ifPresent(celsius -> json.put("celsius", celsius));
        rental.leaseUntil().ifPresent(until -> json.put("leaseUntil", Words.iso(until)));
    }

    private static long answering(Observation seen, String endpoint) {
        return seen.rentals().stream()
                .filter(rental -> rental.endpoint().equals(endpoint))
                .filter(rental -> rental.health().misses() == 0
                        && rental.health().lastGood().isPresent())
                .count();
    }

    private static String text(String guard, Optional<GuardLease> lease, Optional<GuardTick> tick, Instant now) {
        StringBuilder text = new StringBuilder();
        String holder = lease.filter(held -> now.isBefore(held.until()))
                .map(held -> "kept by " + held.holder())
                .orElse("kept by nobody now");
        line(text, "Plan", guard + ", " + holder);
        if (tick.isEmpty())
            return text.append("No look is stored.")
                    .append(System.lineSeparator())
                    .toString();
        Observation seen = GuardJson.observation(tick.get().observationJson());
        Plan plan = GuardJson.plan(tick.get().planJson());
        line(
                text,
                "Last look",
                Words.duration(Duration.between(tick.get().at(), now)) + " ago"
                        + (seen.api() instanceof Sight.Blind dark ? "; the API tells nothing: " + dark.why() : ""));
        line(
                text,
                "Money",
                String.format(
                        Locale.ROOT,
                        "$%.2f of $%.2f today, $%.2f of $%.2f this month, credit %s",
                        seen.purse().spentDay(),
                        plan.budget().perDay(),
                        seen.purse().spentMonth(),
                        plan.budget().perMonth(),
                        seen.purse().balance().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "$%.2f",
                                        seen.purse().balance().getAsDouble())
                                : "unknown"));
        for (PlannedEndpoint endpoint : plan.endpoints())
            line(
                    text,
                    "Endpoint",
                    endpoint.name() + ": " + answering(seen, endpoint.name()) + " of " + endpoint.count() + " answer");
        text.append(System.lineSeparator()).append(table(seen, now));
        tick.get()
                .decisions()
                .forEach(row -> text.append(row.rule())
                        .append(": ")
                        .append(row.reason())
                        .append(System.lineSeparator()));
        return text.toString();
    }

    private static TextTable table(Observation seen, Instant now) {
        TextTable table = new TextTable("Instance", "Endpoint", "Life", "Duty", "Heat", "Answers", "$/h", "Lease");
        for (Rental rental : seen.rentals())
            table.row(
                    rental.instanceId(),
                    rental.endpoint(),
                    rental.life().name().toLowerCase(Locale.ROOT),
                    rental.duty().draining().isPresent() ? "draining" : "serving",
                    rental.heat().level().name().toLowerCase(Locale.ROOT)
                            + (rental.heat().celsius().isPresent()
                                    ? String.format(
                                            Locale.ROOT,
                                            " %.0f C",
                                            rental.heat().celsius().getAsDouble())
                                    : ""),
                    rental.health().misses() == 0 ? "yes" : rental.health().misses() + " missed",
                    String.format(Locale.ROOT, "%.3f", rental.dollarsPerHour()),
                    rental.leaseUntil()
                            .map(until -> Words.duration(Duration.between(now, until)))
                            .orElse("-"));
        return table;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s%s%n", name, value));
    }
}
