package io.vastctl.cli.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Budget;
import io.vastctl.guard.GpuReading;
import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.guard.loop.Vitals;
import io.vastctl.memory.guard.GuardDecisionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/** The picture as {@code vastctl.guard-status/1}. What is unknown is absent. */
public final class StatusJson {
    private StatusJson() {}

    /**
     * The document.
     *
     * @param longest how old the last look of a guard at work may be
     */
    public static ObjectNode of(Picture picture, Instant now, Duration longest) {
        ObjectNode json = Json.document("guard-status").put("plan", picture.plan());
        json.put("running", picture.keeper().isPresent());
        picture.keeper().ifPresent(who -> json.put("holder", who));
        ArrayNode warnings = json.putArray("warnings");
        picture.warnings(now, longest).forEach(warnings::add);
        picture.look().ifPresent(look -> add(json, look, now));
        ArrayNode recent = json.putArray("recent");
        picture.recent().forEach(row -> add(recent.addObject(), row));
        return json;
    }

    private static void add(ObjectNode json, Look look, Instant now) {
        json.put("at", Words.iso(look.at()));
        json.put("ageSeconds", Math.max(0, Duration.between(look.at(), now).toSeconds()));
        json.put("sees", look.blind().isEmpty());
        look.blind()
                .ifPresent(blind ->
                        json.put("blindSince", Words.iso(blind.since())).put("blindWhy", blind.why()));
        money(json, look);
        ArrayNode endpoints = json.putArray("endpoints");
        Standing.all(look, now).forEach(standing -> add(endpoints.addObject(), standing));
        ArrayNode rentals = json.putArray("rentals");
        look.seen().rentals().forEach(rental -> add(rentals.addObject(), rental, look));
        ArrayNode decisions = json.putArray("decisions");
        look.decisions().forEach(row -> add(decisions.addObject(), row));
    }

    static void money(ObjectNode json, Look look) {
        Purse purse = look.seen().purse();
        Budget budget = look.plan().budget();
        json.put("dollarsPerHour", Words.rounded(look.dollarsPerHour(), 6)).put("budgetHourDollars", budget.perHour());
        put(json, "spentTodayDollars", purse.spentDay());
        json.put("budgetDayDollars", budget.perDay());
        put(json, "spentMonthDollars", purse.spentMonth());
        json.put("budgetMonthDollars", budget.perMonth());
        put(json, "balanceDollars", purse.balance());
        json.put("balanceFloorDollars", budget.balanceFloor());
    }

    static void add(ObjectNode json, Standing standing) {
        json.put("name", standing.name())
                .put("workload", standing.workload())
                .put("planned", standing.planned())
                .put("wanted", standing.wanted())
                .put("serving", standing.serving())
                .put("rentals", standing.rentals())
                .put("underWay", standing.underWay());
        ArrayNode why = json.putArray("why");
        standing.why().forEach(why::add);
    }

    static void add(ObjectNode json, Rental rental, Look look) {
        json.put("instanceId", rental.instanceId()).put("endpoint", rental.endpoint());
        rental.machineId().ifPresent(id -> json.put("machineId", id));
        json.put("rentedAt", Words.iso(rental.rentedAt()))
                .put("life", word(rental.life()))
                .put("duty", rental.duty().draining().isPresent() ? "draining" : "serving")
                .put("serving", Standing.serves(rental, look));
        rental.duty()
                .draining()
                .ifPresent(drain -> json.put("drainedBy", drain.rule().name()));
        json.put("heat", word(rental.heat().level()))
                .put("telemetryLost", rental.heat().lost());
        put(json, "celsius", rental.heat().celsius());
        json.put("misses", rental.health().misses());
        if (!rental.health().why().isEmpty()) json.put("why", rental.health().why());
        json.put("tokensPerSecond", Words.rounded(rental.health().speed(), 2))
                .put("usualTokensPerSecond", Words.rounded(rental.health().baseline(), 2));
        put(json, "dollarsPerHour", rental.dollarsPerHour());
        rental.leaseUntil().ifPresent(until -> json.put("leaseUntil", Words.iso(until)));
        rental.contractEnd().ifPresent(end -> json.put("contractEnd", Words.iso(end)));
        ArrayNode cards = json.putArray("cards");
        look.vitals().machine(rental.instanceId()).ifPresent(machine -> vitals(json, cards, machine, look.plan()));
    }

    private static void vitals(ObjectNode json, ArrayNode cards, Vitals.Machine machine, Plan plan) {
        machine.firstToken()
                .ifPresent(wait -> json.put("firstTokenSeconds", Words.rounded(wait.toMillis() / 1000.0, 3)));
        machine.cards()
                .forEach(card -> add(cards.addObject(), card, plan.thermal().limits(card.name())));
    }

    private static void add(ObjectNode json, GpuReading card, HeatLimits limits) {
        json.put("name", card.name());
        put(json, "celsius", card.core());
        limits(json.putObject("limits"), limits.core());
        put(json, "memoryCelsius", card.memory());
        limits(json.putObject("memoryLimits"), limits.memory());
        put(json, "marginCelsius", card.margin());
        put(json, "watts", card.watts());
        put(json, "utilisationPercent", card.utilisation());
    }

    private static void limits(ObjectNode json, HeatLimits.Band band) {
        json.put("warm", band.warm()).put("hot", band.hot()).put("critical", band.critical());
    }

    /** One decision. */
    public static void add(ObjectNode json, GuardDecisionRow row) {
        json.put("at", Words.iso(row.at()))
                .put("rule", row.rule())
                .put("action", row.action())
                .put("subject", row.subject());
        if (!row.endpoint().isEmpty()) json.put("endpoint", row.endpoint());
        json.put("reason", row.reason());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void put(ObjectNode json, String field, OptionalDouble value) {
        value.ifPresent(known -> put(json, field, known));
    }

    /** JSON knows no number that is none. */
    private static void put(ObjectNode json, String field, double value) {
        if (Money.isKnown(value)) json.put(field, Words.rounded(value, 6));
    }
}
