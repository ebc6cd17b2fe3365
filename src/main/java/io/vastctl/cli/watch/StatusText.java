package io.vastctl.cli.watch;

import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Budget;
import io.vastctl.guard.GpuReading;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.guard.loop.Vitals;
import io.vastctl.memory.guard.GuardDecisionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The picture as a table, for people. */
public final class StatusText {

    private static final String END = System.lineSeparator();

    private final StringBuilder text = new StringBuilder();
    private final Instant now;

    private StatusText(Instant now) {
        this.now = now;
    }

    /**
     * All of it.
     *
     * @param longest how old the last look of a guard at work may be
     * @param fitting makes a table as wide as its place
     */
    public static String of(Picture picture, Instant now, Duration longest, UnaryOperator<TextTable> fitting) {
        StatusText status = new StatusText(now);
        status.line("Plan", picture.plan());
        status.line("Kept by", picture.keeper().orElse("nobody now"));
        picture.look().ifPresent(look -> status.look(look));
        for (String warning : picture.troubles(now, longest)) status.line("Warning", warning);
        picture.look().ifPresent(look -> status.rentals(look, fitting));
        if (!picture.recent().isEmpty()) status.recent(picture.recent());
        return status.text.toString();
    }

    private void look(Look look) {
        line("Last look", Words.duration(Duration.between(look.at(), now)) + " ago, " + Words.iso(look.at()));
        Purse purse = look.seen().purse();
        Budget budget = look.plan().budget();
        line("Price", Words.dollars(look.dollarsPerHour()) + "/h of " + Money.of(budget.perHour()) + "/h");
        line(
                "Spent",
                Money.of(purse.spentDay()) + " of " + Money.of(budget.perDay()) + " today, "
                        + Money.of(purse.spentMonth()) + " of " + Money.of(budget.perMonth()) + " this month");
        line("Credit", Money.of(purse.balance()) + ", floor " + Money.of(budget.balanceFloor()));
        for (Standing standing : Standing.all(look, now)) {
            line("Endpoint", summary(standing));
            standing.why().forEach(why -> line("", "  " + why));
        }
    }

    static String summary(Standing standing) {
        String hours = standing.wanted() == standing.planned()
                ? ""
                : ", outside its hours (planned " + standing.planned() + ")";
        String coming = standing.underWay() == 0 ? "" : ", " + standing.underWay() + " under way";
        return standing.name() + ": " + standing.serving() + " of " + standing.wanted() + " serve" + coming + hours;
    }

    private void rentals(Look look, UnaryOperator<TextTable> fitting) {
        if (look.seen().rentals().isEmpty()) return;
        TextTable table = new TextTable(
                "Instance",
                "Endpoint",
                "GPU",
                "Life",
                "Duty",
                "Heat",
                "Answers",
                "Tok/s",
                "First",
                "$/h",
                "Age",
                "Lease");
        for (Rental rental : look.seen().rentals()) {
            Optional<Vitals.Machine> machine = look.vitals().machine(rental.instanceId());
            table.row(
                    rental.instanceId(),
                    rental.endpoint().isEmpty() ? "-" : rental.endpoint(),
                    machine.map(StatusText::gpu).orElse("-"),
                    rental.life().name().toLowerCase(Locale.ROOT),
                    rental.duty().draining().isPresent() ? "draining" : "serving",
                    heat(rental),
                    answers(rental),
                    speed(rental),
                    firstToken(machine),
                    price(rental),
                    Ages.coarse(Duration.between(rental.rentedAt(), now)),
                    rental.leaseUntil().map(until -> Ages.left(until, now)).orElse("unknown"));
        }
        text.append(END).append(fitting.apply(table.expendable("age", "first", "life", "gpu")));
    }

    private void recent(List<GuardDecisionRow> recent) {
        text.append(END).append("Last decisions").append(END);
        for (GuardDecisionRow row : recent.subList(0, Math.min(5, recent.size())))
            text.append("  ")
                    .append(Words.duration(Duration.between(row.at(), now)))
                    .append(" ago  ")
                    .append(row.action() + " " + row.subject())
                    .append("  [" + row.rule() + "] ")
                    .append(Words.printable(row.reason()))
                    .append(END);
    }

    /** The cards' common name, and how many. */
    static String gpu(Vitals.Machine machine) {
        List<GpuReading> cards = machine.cards();
        if (cards.isEmpty()) return "-";
        String name = cards.get(0).name().replaceFirst("^NVIDIA (GeForce )?", "");
        return cards.size() == 1 ? name : cards.size() + " x " + name;
    }

    static String heat(Rental rental) {
        String level = rental.heat().level().name().toLowerCase(Locale.ROOT);
        if (rental.heat().readAt().isEmpty()) return "unknown";
        if (rental.heat().lost()) return level + ", lost";
        return rental.heat().celsius().isPresent()
                ? String.format(
                        Locale.ROOT, "%s %.0f C", level, rental.heat().celsius().getAsDouble())
                : level;
    }

    static String answers(Rental rental) {
        if (rental.health().misses() > 0) return rental.health().misses() + " missed";
        return rental.health().lastGood().isPresent() ? "yes" : "not yet";
    }

    static String speed(Rental rental) {
        return rental.health().speed() > 0
                ? String.format(Locale.ROOT, "%.1f", rental.health().speed())
                : "-";
    }

    static String firstToken(Optional<Vitals.Machine> machine) {
        return machine.flatMap(Vitals.Machine::firstToken)
                .map(wait -> String.format(Locale.ROOT, "%.2f s", wait.toMillis() / 1000.0))
                .orElse("-");
    }

    static String price(Rental rental) {
        return Look.isPrice(rental.dollarsPerHour())
                ? String.format(Locale.ROOT, "%.3f", rental.dollarsPerHour())
                : "unknown";
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s%s%n", name, Words.printable(value)));
    }
}
