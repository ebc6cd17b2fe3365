package io.vastctl.cli.guard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.SimulatedMarkets;
import io.vastctl.cli.rent.RunTools;
import io.vastctl.cli.simulate.ScenarioConsumer;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.config.GuardFile;
import io.vastctl.evaluation.GuardConditions;
import io.vastctl.evaluation.GuardFigures;
import io.vastctl.evaluation.GuardSeason;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.loop.Teller;
import io.vastctl.offer.RentalType;
import io.vastctl.outcome.ExitCode;
import io.vastctl.simulator.market.Scenario;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vastctl simulate guard}: days of a plan on a simulated market, in virtual time. */
@Command(
        name = "guard",
        description = {
            "Play days of a guard on a simulated market in virtual time: what goes wrong is healed or replaced, and the"
                    + " guard itself is killed now and then.",
            "Rents nothing, opens no connection and leaves the state file alone. Exit code 1 if anything was spent over"
                    + " a budget, left running, rented twice, or decided otherwise in the replay, or if an endpoint was"
                    + " below its count for longer than docs/guard-rules.md promises."
        })
public final class SimulateGuardCommand extends BenchCommand {

    private static final int MOST_DAYS = 366;
    private static final Hours OFFICE = new Hours(
            ZoneOffset.UTC,
            List.of(new Hours.Window(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(8, 0), LocalTime.of(18, 0))));
    /** As often as makes a hundred times in 30 days. */
    private static final double KILLS_A_DAY = 100 / 30.0;

    private static final Plan USUAL = Plan.of(
            List.of(
                    endpoint("chat", 2, Hours.ALWAYS, RentalType.ON_DEMAND),
                    endpoint("batch", 1, Hours.ALWAYS, RentalType.INTERRUPTIBLE),
                    endpoint("office", 1, OFFICE, RentalType.ON_DEMAND)),
            new Budget(2.5, 40, 900, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));

    @Option(names = "--days", paramLabel = "<n>", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
    int days = 7;

    @Option(
            names = "--scenario",
            paramLabel = "<scenario|file>",
            defaultValue = ScenarioConsumer.DEFAULT,
            description = "What goes wrong: calm, ordinary, hostile or a scenario file (default: ${DEFAULT-VALUE}).")
    String scenario = ScenarioConsumer.DEFAULT;

    @Option(names = "--seed", paramLabel = "<n>", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(
            names = "--kills",
            paramLabel = "<n>",
            description = "How often the guard is killed, at random moments and places (default: 100 in 30 days).")
    @Nullable
    Integer kills;

    @Option(
            names = "--plan",
            paramLabel = "<file>",
            description = "The plan (default: three endpoints of tinyllama: two rentals day and"
                    + " night, one interruptible, one in office hours; $$2.5 an hour, $$40 a day).")
    @Nullable
    Path plan;

    @Option(
            names = "--diary",
            paramLabel = "<file>",
            description = "Write each decision with its rule and reason, and what came of it, to this file.")
    @Nullable
    Path diary;

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        if (days < 1 || days > MOST_DAYS) throw new UsageException("--days: expected 1 to " + MOST_DAYS);
        int deaths = kills == null ? (int) Math.round(days * KILLS_A_DAY) : kills;
        if (deaths < 0 || deaths > 10_000) throw new UsageException("--kills: expected 0 to 10000");
        SimulatedMarkets.requireScenario("--scenario", scenario);
        GuardFigures figures = play(conditions(bench), deaths);
        bench.results().print(() -> json(figures), () -> text(figures));
        return figures.isSound() ? ExitCode.DONE.code() : ExitCode.INTERNAL.code();
    }

    private GuardFigures play(GuardConditions conditions, int deaths) throws InterruptedException {
        if (diary == null) return season(conditions, clock -> Teller.NOBODY).play(Duration.ofDays(days), deaths);
        try (GuardDiary kept = GuardDiary.to(diary)) {
            return season(conditions, kept::teller).play(Duration.ofDays(days), deaths);
        }
    }

    private GuardSeason season(GuardConditions conditions, Function<Clock, Teller> teller) {
        return new GuardSeason(conditions, Scenario.of(scenario), seed, teller);
    }

    private GuardConditions conditions(Workbench bench) {
        Duration every = Duration.ofMinutes(1);
        Plan kept = plan == null
                ? USUAL
                : GuardFile.read(
                                plan,
                                bench.workloads(),
                                bench.settings(),
                                bench.clock().instant())
                        .orThrow()
                        .plan();
        return new GuardConditions(
                kept,
                GuardSetting.demands(bench),
                GuardSetting.GPUS,
                RunTools.limits(bench.settings()),
                GuardSetting.constants(bench),
                bench.adapters(),
                every);
    }

    private static PlannedEndpoint endpoint(String name, int count, Hours hours, RentalType type) {
        return new PlannedEndpoint(name, "tinyllama", "balanced", count, hours, type, OptionalDouble.of(0.5));
    }

    private ObjectNode json(GuardFigures figures) {
        ObjectNode json = Json.document("guard-simulation")
                .put("scenario", scenario)
                .put("seed", seed)
                .put("days", days)
                .put("kills", figures.kills())
                .put("availability", figures.availability())
                .put("longestBelowSeconds", figures.longestBelow().toSeconds())
                .put("longestOwnBelowSeconds", figures.longestOwnBelow().toSeconds())
                .put("overBound", figures.overBound())
                .put("longestUnguardedSeconds", figures.longestUnguarded().toSeconds())
                .put("longestUnknownSeconds", figures.longestUnknown().toSeconds())
                .put("dollarsSpent", figures.dollarsSpent())
                .put("overHourDollars", figures.overHourDollars())
                .put("overspendDollars", figures.overspendDollars())
                .put("orphans", figures.orphans())
                .put("rentals", figures.rentals())
                .put("doubleRentals", figures.doubleRentals())
                .put("ticks", figures.ticks())
                .put("decisions", figures.allDecisions())
                .put("replayDifferences", figures.replayDifferences());
        ObjectNode rules = json.putObject("decisionsByRule");
        new TreeMap<>(figures.decisions()).forEach(rules::put);
        return json;
    }

    private static String text(GuardFigures figures) {
        StringBuilder text = new StringBuilder();
        line(text, "Available", String.format(Locale.ROOT, "%.3f %%", figures.availability() * 100));
        line(text, "Longest below its count", Words.duration(figures.longestBelow()));
        line(text, "  while it could rent", Words.duration(figures.longestOwnBelow()));
        line(text, "  over the bound", Words.count(figures.overBound(), "time", "times"));
        line(text, "Alive without a guard", Words.duration(figures.longestUnguarded()));
        line(text, "Alive unknown", Words.duration(figures.longestUnknown()));
        line(text, "Spent", String.format(Locale.ROOT, "$%.2f", figures.dollarsSpent()));
        line(text, "Over budget", String.format(Locale.ROOT, "$%.2f", figures.overspendDollars()));
        line(text, "Over an hour's budget", String.format(Locale.ROOT, "$%.2f", figures.overHourDollars()));
        line(text, "Rentals", figures.rentals() + ", " + figures.doubleRentals() + " of them twice");
        line(text, "Left at the end", String.valueOf(figures.orphans()));
        line(text, "Guard killed", Words.count(figures.kills(), "time", "times"));
        line(text, "Looks", String.valueOf(figures.ticks()));
        line(
                text,
                "Decisions",
                figures.allDecisions() + ", " + figures.replayDifferences() + " looks differ in the replay");
        new TreeMap<>(figures.decisions()).forEach((rule, number) -> line(text, "  " + rule, String.valueOf(number)));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-25s%s%n", name, value));
    }
}
