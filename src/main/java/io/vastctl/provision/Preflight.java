package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.Account;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What must hold before each attempt: credit, and room under the ceiling of living rentals. */
final class Preflight {

    private static final int MOST_LOOKS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    /** Looks for what came back in the listing that is read on the way; returns it without what it destroyed. */
    @FunctionalInterface
    interface SecondLook {
        List<Instance> at(List<Instance> listing, OptionalLong accountId);
    }

    private final VastApi api;
    private final Sleeper sleeper;
    private final SecondLook secondLook;
    private OptionalLong accountId = OptionalLong.empty();
    private double creditDollars;
    private double otherDollarsPerHour;
    private long living;

    Preflight(VastApi api, Sleeper sleeper, SecondLook secondLook) {
        this.api = api;
        this.sleeper = sleeper;
        this.secondLook = secondLook;
    }

    /** Who pays; known after the check. */
    OptionalLong accountId() {
        return accountId;
    }

    /** What the account can spend, as of the check. */
    double creditDollars() {
        return creditDollars;
    }

    /** USD per hour of all that lives in the account, as of the check. */
    double otherDollarsPerHour() {
        return otherDollarsPerHour;
    }

    /** Instances of ours that live, as of the check. */
    long living() {
        return living;
    }

    /** The end of the run, or empty to go on. A listing that cannot be read throws: it never means "none". */
    Optional<Continuation> check(RunRequest request) throws InterruptedException {
        Account account = api.currentUser();
        accountId = OptionalLong.of(account.userId());
        creditDollars = account.creditDollars();
        if (creditDollars <= 0)
            return Optional.of(new Continuation(
                    RunOutcome.ACCOUNT,
                    String.format(
                            Locale.ROOT, "the account has $%.2f of credit; add credit before renting", creditDollars)));
        List<Instance> listing = secondLook.at(list(), accountId);
        // An instance that does not tell its price is taken for as dear as ours may be.
        double unknown = request.demand().filter().maxDollarsPerHour();
        otherDollarsPerHour = listing.stream()
                .mapToDouble(instance -> instance.dollarsPerHour().orElse(unknown))
                .sum();
        living = listing.stream()
                .filter(instance -> instance.label().orElse("").startsWith(request.labelPrefix() + "-"))
                .count();
        if (living >= request.ceilings().maxRentals())
            return Optional.of(new Continuation(
                    RunOutcome.LIMIT,
                    living + " instances labelled " + request.labelPrefix() + "-… are alive, the limit is "
                            + request.ceilings().maxRentals() + " (setting max-rentals)"));
        return Optional.empty();
    }

    /** A listing may come broken once; it is asked for again rather than taken for an empty one. */
    private List<Instance> list() throws InterruptedException {
        for (int look = 1; ; look++) {
            try {
                return api.list();
            } catch (VastApiException e) {
                if (e.problem() != ApiProblem.SERVER || look == MOST_LOOKS) throw e;
                sleeper.sleep(BETWEEN_LOOKS);
            }
        }
    }
}
