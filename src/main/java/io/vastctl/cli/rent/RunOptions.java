package io.vastctl.cli.rent;

import io.vastctl.cli.DemandOptions;
import io.vastctl.config.Settings;
import io.vastctl.memory.Origin;
import io.vastctl.provision.AccountCeilings;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.RunRequest;
import io.vastctl.ranking.Demand;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that bound a run. */
public final class RunOptions {

    @Option(names = "--max-attempts", paramLabel = "<n>", description = "Most machines to try (default: 5).")
    @Nullable
    String maxAttempts;

    @Option(names = "--max-spend", paramLabel = "<usd>", description = "Most USD for the whole run (default: 2.00).")
    @Nullable
    public String maxSpend;

    @Option(
            names = "--max-spend-day",
            paramLabel = "<usd>",
            description = "Most USD for all runs of a calendar day, UTC (default: none).")
    @Nullable
    public String maxSpendDay;

    @Option(
            names = "--max-spend-month",
            paramLabel = "<usd>",
            description = "Most USD for all runs of a calendar month, UTC (default: none).")
    @Nullable
    public String maxSpendMonth;

    @Option(
            names = "--balance-floor",
            paramLabel = "<usd>",
            description = "Credit that must be left after a run at its worst (default: none).")
    @Nullable
    public String balanceFloor;

    @Option(
            names = "--max-rentals",
            paramLabel = "<n>",
            description = "Most rentals of ours alive at once (default: 4).")
    @Nullable
    public String maxRentals;

    @Option(names = "--deadline", paramLabel = "<duration>", description = "Longest the run may take (default: 2h).")
    @Nullable
    public String deadline;

    @Option(
            names = "--preserve",
            description = "Keep a failed instance for investigation. It goes on billing until you destroy it.")
    boolean preserve;

    @Option(
            names = "--hedge",
            description = "Start a second rental beside one that is slower than nine of ten before it; the first that"
                    + " is verified wins, the other is destroyed.")
    boolean hedge;

    @Option(names = "--dry-run", description = "Show the plan and the worst-case cost; rent nothing.")
    boolean dryRun;

    @Option(names = "--label-prefix", paramLabel = "<text>", description = "Begins our labels (default: vastctl).")
    @Nullable
    public String labelPrefix;

    public RunRequest request(String command, Demand demand, Settings settings, Origin origin) {
        return new RunRequest(
                        command,
                        demand,
                        new Ceilings(
                                DemandOptions.value(settings, Settings.MAX_SPEND, maxSpend),
                                DemandOptions.value(settings, Settings.DEADLINE, deadline),
                                DemandOptions.value(settings, Settings.MAX_ATTEMPTS, maxAttempts),
                                DemandOptions.value(settings, Settings.MAX_RENTALS, maxRentals),
                                account(settings)),
                        DemandOptions.value(settings, Settings.LABEL_PREFIX, labelPrefix),
                        preserve,
                        origin)
                .hedged(DemandOptions.value(settings, Settings.HEDGE, hedge ? "yes" : null));
    }

    private AccountCeilings account(Settings settings) {
        return new AccountCeilings(
                amount(DemandOptions.value(settings, Settings.MAX_SPEND_DAY, maxSpendDay)),
                amount(DemandOptions.value(settings, Settings.MAX_SPEND_MONTH, maxSpendMonth)),
                amount(DemandOptions.value(settings, Settings.BALANCE_FLOOR, balanceFloor)));
    }

    private static OptionalDouble amount(Optional<Double> dollars) {
        return dollars.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
