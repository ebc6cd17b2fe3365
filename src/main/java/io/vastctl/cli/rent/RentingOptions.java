package io.vastctl.cli.rent;

import io.vastctl.cli.Flag;
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

/** The options that bound what a command that rents may spend, for how long, and how many. */
public final class RentingOptions {

    @Option(
            names = "--max-spend",
            paramLabel = "<usd>",
            description = "Most USD for all that it rents (default: 2.00).")
    @Nullable
    String maxSpend;

    @Option(
            names = "--max-spend-day",
            paramLabel = "<usd>",
            description = "Most USD for all runs of a calendar day, UTC (default: none).")
    @Nullable
    String maxSpendDay;

    @Option(
            names = "--max-spend-month",
            paramLabel = "<usd>",
            description = "Most USD for all runs of a calendar month, UTC (default: none).")
    @Nullable
    String maxSpendMonth;

    @Option(
            names = "--balance-floor",
            paramLabel = "<usd>",
            description = "Credit that must be left at worst (default: none).")
    @Nullable
    String balanceFloor;

    @Option(
            names = "--max-rentals",
            paramLabel = "<n>",
            description = "Most rentals of ours alive at once, those of other commands included (default: 4).")
    @Nullable
    String maxRentals;

    @Option(names = "--deadline", paramLabel = "<duration>", description = "Longest it may take (default: 2h).")
    @Nullable
    String deadline;

    @Option(names = "--dry-run", description = "Show what would be rented and the worst-case cost; rent nothing.")
    boolean dryRun;

    @Option(names = "--label-prefix", paramLabel = "<text>", description = "Begins our labels (default: vastctl).")
    @Nullable
    String labelPrefix;

    /** What the options and the settings ask for, without a lease. */
    public RunRequest request(
            String command, Demand demand, Settings settings, Origin origin, AttemptOptions attempts) {
        return new RunRequest(
                        command,
                        demand,
                        new Ceilings(
                                Flag.value(settings, Settings.MAX_SPEND, maxSpend),
                                Flag.value(settings, Settings.DEADLINE, deadline),
                                Flag.value(settings, Settings.MAX_ATTEMPTS, attempts.maxAttempts),
                                Flag.value(settings, Settings.MAX_RENTALS, maxRentals),
                                account(settings)),
                        Flag.value(settings, Settings.LABEL_PREFIX, labelPrefix),
                        attempts.preserve,
                        origin)
                .hedged(Flag.value(settings, Settings.HEDGE, attempts.hedge ? "yes" : null));
    }

    private AccountCeilings account(Settings settings) {
        return new AccountCeilings(
                amount(Flag.value(settings, Settings.MAX_SPEND_DAY, maxSpendDay)),
                amount(Flag.value(settings, Settings.MAX_SPEND_MONTH, maxSpendMonth)),
                amount(Flag.value(settings, Settings.BALANCE_FLOOR, balanceFloor)));
    }

    private static OptionalDouble amount(Optional<Double> dollars) {
        return dollars.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
