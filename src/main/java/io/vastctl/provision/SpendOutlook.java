package io.vastctl.provision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far each ceiling is used up, given what is spent and what may still be. Pure. */
final class SpendOutlook {
    private SpendOutlook() {}

    /**
     * The money that a run has used, or would have.
     *
     * @param runDollars USD of the whole run, the attempt under way included
     * @param sinceLook USD of this run since the account was looked at
     * @param time since the account was looked at, in which the others in the account cost money too
     */
    record Use(double runDollars, double sinceLook, Duration time) {}

    /**
     * The ceilings that count money.
     *
     * @param funds empty if the account was not looked at yet: then its ceilings cannot be judged
     */
    static List<Headroom> money(Ceilings ceilings, Optional<Funds> funds, Use use) {
        List<Headroom> all = new ArrayList<>();
        all.add(spent("max-spend", "", use.runDollars(), ceilings.maxSpendDollars()));
        if (funds.isEmpty()) return all;
        double more = use.sinceLook() + funds.get().others(use.time());
        AccountCeilings account = ceilings.account();
        account.dayDollars()
                .ifPresent(limit -> all.add(
                        spent("max-spend-day", " today (UTC)", funds.get().todayDollars() + more, limit)));
        account.monthDollars()
                .ifPresent(limit -> all.add(spent(
                        "max-spend-month", " this month (UTC)", funds.get().monthDollars() + more, limit)));
        account.balanceFloorDollars()
                .ifPresent(floor -> all.add(balance(funds.get().creditDollars(), more, floor)));
        return all;
    }

    /** The time that the run may take. */
    static Headroom deadline(Duration taken, Duration limit) {
        return new Headroom(
                "deadline",
                taken.toMillis() / 1000.0,
                limit.toMillis() / 1000.0,
                "the run has taken " + taken.toSeconds() + " s of " + limit.toSeconds() + " s");
    }

    static Headroom spent(String ceiling, String when, double dollars, double limit) {
        return new Headroom(
                ceiling, dollars, limit, String.format(Locale.ROOT, "$%.3f spent%s of $%.3f", dollars, when, limit));
    }

    static Headroom balance(double credit, double more, double floor) {
        return new Headroom(
                "balance-floor",
                more,
                credit - floor,
                String.format(Locale.ROOT, "$%.3f of credit left, the floor is $%.3f", credit - more, floor));
    }
}
