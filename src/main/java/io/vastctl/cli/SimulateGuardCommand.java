package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
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
                    + " budget, left running, rented twice, or decided otherwise in the replay."
        })
final class SimulateGuardCommand extends BenchCommand {

    private static final int MOST_DAYS = 366;
    private static final Plan USUAL = Plan.of(
            List.of(endpoint("chat", 2), endpoint("batch", 1)),
            new Budget(2, 30, 600, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));

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
            defaultValue = "0",
            description = "How often the guard is killed, at random moments and places (default: ${DEFAULT-VALUE}).")
    int kills;

    @Option(
            names = "--plan",
            paramLabel = "<file>",
            description = "The plan (default: two endpoints of tinyllama, three rentals, $2/h, $30 a day).")
    @Nullable
    Path plan;

    @Override
    int run(Workbench bench) throws InterruptedException {
        if (days < 1 || days > MOST_DAYS) throw new UsageException("--days: expected 1 to " + MOST_DAYS);
        if (kills < 0 || kills > 10_000) throw new UsageException("--kills: expected 0 to 10000");
        SimulatedMarkets.requireScenario("--scenario", scenario);
        GuardFigures figures = new GuardSeason(conditions(bench), Scenario.of(scenario), seed, Teller.NOBODY)
                .play(Duration.ofDays(days), kills);
        bench.results().print(() -> json(figures), () -> text(figures));
        return figures.isSound() ? ExitCode.DONE.code() : ExitCode.INTERNAL.code();
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
                endpoint -> GuardSetting.demand(bench, endpoint),
                GuardSetting.GPUS,
                RunTools.limits(bench.settings()),
                GuardSetting.constants(bench),
                bench.adapters(),
                every);
    }

    private static PlannedEndpoint endpoint(String name, int count) {
        return new PlannedEndpoint(
                name, "tinyllama", "balanced", count, Hours.ALWAYS, RentalType.ON_DEMAND, OptionalDouble.of(0.5));
    }

    private ObjectNode json(GuardFigures figures) {
        ObjectNode json = Json.document("guard-simulation")
                .put("scenario", scenario)
                .put("seed", seed)
                .put("days", days)
                .put("kills", figures.kills())
                .put("availability", figures.availability())
                .put("longestBelowSeconds", figures.longestBelow().toSeconds())
                .put("dollarsSpent", figures.dollarsSpent())
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
        line(text, "Spent", String.format(Locale.ROOT, "$%.2f", figures.dollarsSpent()));
        line(text, "Over budget", String.format(Locale.ROOT, "$%.2f", figures.overspendDollars()));
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
