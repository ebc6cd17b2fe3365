package io.vastctl.cli.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.memory.guard.GuardDecisionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a decision was made by: its look, cut to what it is about. The whole look is stored, and {@code guard replay} decides
 * by it again.
 *
 * @param about the rental that it is about; empty for a matter of none
 * @param standing how its endpoint stood; empty for a matter of none
 */
public record Inputs(Look look, Optional<Rental> about, Optional<Standing> standing) {

    public static Inputs of(GuardDecisionRow row, Look look) {
        Optional<Rental> about = look.seen().rentals().stream()
                .filter(rental -> (row.subject() + " ").startsWith("instance " + rental.instanceId() + " "))
                .findFirst();
        Optional<Standing> standing = Standing.all(look, look.at()).stream()
                .filter(one -> one.name().equals(row.endpoint()))
                .findFirst();
        return new Inputs(look, about, standing);
    }

    public ObjectNode json() {
        ObjectNode json = Json.object().put("sees", look.blind().isEmpty());
        look.blind().ifPresent(blind -> json.put("blindWhy", blind.why()));
        StatusJson.money(json.putObject("money"), look);
        standing.ifPresent(one -> StatusJson.add(json.putObject("endpoint"), one));
        about.ifPresent(rental -> StatusJson.add(json.putObject("rental"), rental, look));
        return json;
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Purse purse = look.seen().purse();
        lines.add(String.format(
                Locale.ROOT,
                "money: %s/h, %s today, %s this month, credit %s",
                Words.dollars(look.dollarsPerHour()),
                Money.of(purse.spentDay()),
                Money.of(purse.spentMonth()),
                Money.of(purse.balance())));
        standing.ifPresent(one -> lines.add("endpoint: " + one.name() + ", " + one.serving() + " of " + one.wanted()
                + " wanted serve, " + one.underWay() + " under way"));
        about.ifPresent(rental -> lines.add("rental: " + rental(rental, look.at())));
        look.blind().ifPresent(blind -> lines.add("the API told nothing: " + blind.why()));
        return lines;
    }

    private static String rental(Rental rental, Instant at) {
        return rental.life().name().toLowerCase(Locale.ROOT) + ", "
                + rental.heat().level().name().toLowerCase(Locale.ROOT)
                + (rental.heat().celsius().isPresent()
                        ? String.format(
                                Locale.ROOT, " %.0f C", rental.heat().celsius().getAsDouble())
                        : "")
                + ", " + rental.health().misses() + " misses in a row, "
                + (Look.isPrice(rental.dollarsPerHour())
                        ? Words.dollars(rental.dollarsPerHour()) + "/h"
                        : "price unknown")
                + rental.leaseUntil()
                        .map(until -> ", lease left " + Ages.left(until, at))
                        .orElse(", lease unknown");
    }
}
