package io.vastctl.cli.watch;

import io.vastctl.cli.text.MetricsText;
import io.vastctl.guard.Budget;
import io.vastctl.guard.GpuReading;
import io.vastctl.guard.HeatLevel;
import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Rule;
import io.vastctl.guard.loop.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The picture in figures, for Prometheus. Labels hold names of the plan, numbers of instances and names of cards. */
final class Metrics {

    private final MetricsText text = new MetricsText("vastctl_guard_");
    private final UnaryOperator<String> clean;
    private final Instant now;

    private Metrics(UnaryOperator<String> clean, Instant now) {
        this.clean = clean;
        this.now = now;
    }

    /**
     * Of one that stands by nothing but that: what is rented is told by the one that acts, and only once.
     *
     * @param clean takes secrets out of a text
     */
    static String of(Picture picture, Board.Role role, Tally tally, Instant now, UnaryOperator<String> clean) {
        Metrics metrics = new Metrics(clean, now);
        metrics.acting(role == Board.Role.ACTS);
        metrics.counts(tally);
        if (role == Board.Role.STANDS_BY) return metrics.text.toString();
        picture.look().ifPresent(metrics::age);
        picture.look().ifPresent(metrics::look);
        return metrics.text.toString();
    }

    /** Of one look, without counters. */
    static String of(Look look, boolean acts, Instant now, UnaryOperator<String> clean) {
        Metrics metrics = new Metrics(clean, now);
        metrics.acting(acts);
        metrics.look(look);
        return metrics.text.toString();
    }

    private void acting(boolean acts) {
        text.gauge("acting", "1 while this process keeps the plan; 0 while it stands by, begins, or is a dry run.")
                .sample(acts);
    }

    private void counts(Tally tally) {
        text.counter("looks_total", "Looks since this process began.").sample(tally.looks());
        text.counter("api_problems_total", "Looks at which the API of the marketplace told nothing.")
                .sample(tally.problems());
        text.counter("decisions_total", "Decisions that acted, by rule; in a dry run, would have.");
        for (Rule rule : Rule.values())
            text.sample(tally.decisions().getOrDefault(rule.name(), 0L), "rule", rule.name());
    }

    private void age(Look look) {
        text.gauge("seconds_since_look", "How old the last look is.")
                .sample(Math.max(0, Duration.between(look.at(), now).toMillis() / 1000.0));
    }

    private void look(Look look) {
        text.gauge("last_look_timestamp_seconds", "When the last look ended, in seconds since 1970.")
                .sample(look.at().toEpochMilli() / 1000.0);
        text.gauge("blind", "1 while the API tells nothing.")
                .sample(look.blind().isPresent());
        text.gauge("storm", "1 while so much fails at once that nothing is replaced.")
                .sample(look.matter(Rule.STORM).isPresent());
        text.gauge("low_credit", "1 while the credit lasts for a short time only.")
                .sample(look.matter(Rule.LOW_CREDIT).isPresent());
        text.gauge("matters", "Matters the operator is told of as long as they hold, by rule.");
        for (Rule rule : Rule.values()) {
            long held = look.matters().stream()
                    .filter(row -> row.rule().equals(rule.name()))
                    .count();
            if (held > 0) text.sample(held, "rule", rule.name());
        }
        endpoints(look);
        money(look);
        rentals(look);
        cards(look);
    }

    private void endpoints(Look look) {
        List<Standing> all = Standing.all(look, now);
        text.gauge("endpoint_wanted", "Rentals that an endpoint should have now; 0 outside its hours.");
        all.forEach(one -> text.sample(one.wanted(), "endpoint", clean.apply(one.name())));
        text.gauge("endpoint_serving", "Rentals of an endpoint that answer and get work.");
        all.forEach(one -> text.sample(one.serving(), "endpoint", clean.apply(one.name())));
        text.gauge("endpoint_rents_under_way", "Rents of an endpoint that nothing has come of yet.");
        all.forEach(one -> text.sample(one.underWay(), "endpoint", clean.apply(one.name())));
        text.gauge("rentals", "Rentals by endpoint and duty; an empty endpoint is what is left over.");
        for (String endpoint : names(look))
            for (String duty : List.of("serving", "draining"))
                text.sample(
                        look.seen().rentals().stream()
                                .filter(rental -> rental.endpoint().equals(endpoint))
                                .filter(rental -> duty(rental).equals(duty))
                                .count(),
                        "endpoint",
                        clean.apply(endpoint),
                        "duty",
                        duty);
    }

    private static List<String> names(Look look) {
        return Stream.concat(
                        look.plan().endpoints().stream().map(endpoint -> endpoint.name()),
                        look.seen().rentals().stream().map(Rental::endpoint))
                .distinct()
                .toList();
    }

    private static String duty(Rental rental) {
        return rental.duty().draining().isPresent() ? "draining" : "serving";
    }

    private void money(Look look) {
        Purse purse = look.seen().purse();
        Budget budget = look.plan().budget();
        text.gauge("dollars_per_hour", "Price of all rentals of the plan, in US dollars per hour.")
                .sample(look.dollarsPerHour());
        text.gauge("spent_dollars", "Spent on the plan in the day and the month that run, in US dollars.")
                .sample(purse.spentDay(), "period", "day")
                .sample(purse.spentMonth(), "period", "month");
        text.gauge("budget_dollars", "What the plan may cost in an hour, a day and a month, in US dollars.")
                .sample(budget.perHour(), "period", "hour")
                .sample(budget.perDay(), "period", "day")
                .sample(budget.perMonth(), "period", "month");
        text.gauge("balance_dollars", "Credit of the account, in US dollars.").sample(purse.balance());
        text.gauge("balance_floor_dollars", "Credit that stays on the account, in US dollars.")
                .sample(budget.balanceFloor());
    }

    private void rentals(Look look) {
        text.gauge("rental_dollars_per_hour", "Price of a rental with its disk, in US dollars per hour.");
        each(look, (rental, labels) -> text.sample(rental.dollarsPerHour(), labels));
        text.gauge("rental_lease_seconds_left", "Until the machine destroys itself unless it is renewed.");
        each(
                look,
                (rental, labels) -> rental.leaseUntil()
                        .ifPresent(until ->
                                text.sample(Duration.between(now, until).toSeconds(), labels)));
        text.gauge("rental_misses", "Bad answers of a rental in a row.");
        each(look, (rental, labels) -> text.sample(rental.health().misses(), labels));
        text.gauge("rental_tokens_per_second", "At the last good answer.");
        each(look, (rental, labels) -> {
            if (rental.health().speed() > 0) text.sample(rental.health().speed(), labels);
        });
        text.gauge("rental_first_token_seconds", "Until the first token of the answer at the last look.");
        each(
                look,
                (rental, labels) -> look.vitals()
                        .machine(rental.instanceId())
                        .flatMap(Vitals.Machine::firstToken)
                        .ifPresent(wait -> text.sample(wait.toMillis() / 1000.0, labels)));
        text.gauge("rental_heat", "1 for how hot a machine counts, 0 for the other levels.");
        each(look, (rental, labels) -> {
            for (HeatLevel level : HeatLevel.values())
                text.sample(
                        rental.heat().level() == level,
                        more(labels, level.name().toLowerCase(Locale.ROOT)));
        });
        text.gauge("rental_telemetry_lost", "1 if its cards told nothing at the last look.");
        each(look, (rental, labels) -> text.sample(rental.heat().lost(), labels));
    }

    private void each(Look look, BiConsumer<Rental, String[]> sample) {
        for (Rental rental : look.seen().rentals()) sample.accept(rental, labels(rental));
    }

    private String[] labels(Rental rental) {
        return new String[] {"endpoint", clean.apply(rental.endpoint()), "instance", String.valueOf(rental.instanceId())
        };
    }

    private void cards(Look look) {
        text.gauge("gpu_temperature_celsius", "Temperature of a chip, in degrees Celsius.");
        eachCard(look, (card, labels) -> text.sample(card.core(), labels));
        text.gauge("gpu_memory_temperature_celsius", "Temperature of a card's memory, in degrees Celsius.");
        eachCard(look, (card, labels) -> text.sample(card.memory(), labels));
        text.gauge("gpu_margin_celsius", "Degrees Celsius left to the card's own operating limit.");
        eachCard(look, (card, labels) -> text.sample(card.margin(), labels));
        text.gauge("gpu_temperature_limit_celsius", "What counts as warm, hot and critical for a chip.");
        eachCard(look, (card, labels) -> {
            HeatLimits.Band band = look.plan().thermal().limits(card.name()).core();
            text.sample(band.warm(), more(labels, "warm"));
            text.sample(band.hot(), more(labels, "hot"));
            text.sample(band.critical(), more(labels, "critical"));
        });
        text.gauge("gpu_power_watts", "Power of a card, in watts.");
        eachCard(look, (card, labels) -> text.sample(card.watts(), labels));
        text.gauge("gpu_utilisation_percent", "How busy a card is, in percent.");
        eachCard(look, (card, labels) -> text.sample(card.utilisation(), labels));
    }

    private static String[] more(String[] labels, String level) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = "level";
        more[labels.length + 1] = level;
        return more;
    }

    private void eachCard(Look look, BiConsumer<GpuReading, String[]> sample) {
        for (Rental rental : look.seen().rentals()) {
            List<GpuReading> cards = look.vitals()
                    .machine(rental.instanceId())
                    .map(Vitals.Machine::cards)
                    .orElse(List.of());
            for (int card = 0; card < cards.size(); card++) {
                String[] labels = Arrays.copyOf(labels(rental), 8);
                labels[4] = "card";
                labels[5] = String.valueOf(card);
                labels[6] = "gpu";
                labels[7] = clean.apply(cards.get(card).name());
                sample.accept(cards.get(card), labels);
            }
        }
    }
}
