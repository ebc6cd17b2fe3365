package io.vastctl.provision;

import io.vastctl.vast.Account;
import io.vastctl.vast.VastApi;
import java.util.Locale;
import java.util.Optional;

/** What must hold before anything is rented: credit, and room under the ceiling of living rentals. */
final class Preflight {

    private final VastApi api;

    Preflight(VastApi api) {
        this.api = api;
    }

    /** The end of the run, or empty to go on. A listing that cannot be read throws: it never means "none". */
    Optional<Continuation> check(RunRequest request) throws InterruptedException {
        Account account = api.currentUser();
        if (account.creditDollars() <= 0)
            return Optional.of(new Continuation(
                    RunOutcome.ACCOUNT,
                    String.format(
                            Locale.ROOT,
                            "the account has $%.2f of credit; add credit before renting",
                            account.creditDollars())));
        long living = api.list().stream()
                .filter(instance -> instance.label().orElse("").startsWith(request.labelPrefix() + "-"))
                .count();
        if (living >= request.ceilings().maxRentals())
            return Optional.of(new Continuation(
                    RunOutcome.LIMIT,
                    living + " instances labelled " + request.labelPrefix() + "-… are alive, the limit is "
                            + request.ceilings().maxRentals() + " (setting max-rentals)"));
        return Optional.empty();
    }
}
