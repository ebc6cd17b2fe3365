package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.Account;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What must hold before each attempt: credit, and room under the ceiling of living rentals. */
final class Preflight {

    private static final Duration LISTED_BY_NOW = Duration.ofMinutes(2);

    /** Looks for what came back in the listing that is read on the way; returns it without what it destroyed. */
    @FunctionalInterface
    public interface SecondLook {
        List<Instance> at(List<Instance> listing, OptionalLong accountId);
    }

    private final VastApi api;
    private final Ledger ledger;
    private final Clock clock;
    private final Sleeper sleeper;
    private final SecondLook secondLook;
    private OptionalLong accountId = OptionalLong.empty();
    private double creditDollars;
    private double otherDollarsPerHour;
    private long living;
    private List<Instance> listing = List.of();

    /** @param ledger what the journal knows to be alive although a listing may not show it */
    Preflight(VastApi api, Ledger ledger, Clock clock, Sleeper sleeper, SecondLook secondLook) {
        this.api = api;
        this.ledger = ledger;
        this.clock = clock;
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

    /** Everything in the account, as of the check. */
    List<Instance> listing() {
        return listing;
    }

    /** The end of the run, or empty to go on. A listing that cannot be read throws: it never means "none". */
    Optional<Continuation> check(RunRequest request) throws InterruptedException {
        return check(request, Set.of());
    }

    /**
     * The same beside attempts of this run.
     *
     * @param underWay their labels: they live whatever the listing says, and what they cost is counted elsewhere
     */
    Optional<Continuation> check(RunRequest request, Set<String> underWay) throws InterruptedException {
        Account account = api.currentUser();
        accountId = OptionalLong.of(account.userId());
        creditDollars = account.creditDollars();
        if (creditDollars <= 0)
            return Optional.of(new Continuation(
                    RunOutcome.ACCOUNT,
                    String.format(
                            Locale.ROOT, "the account has $%.2f of credit; add credit before renting", creditDollars)));
        List<Entry> known = known();
        listing = secondLook.at(new AccountListing(api, sleeper).read(() -> !known.isEmpty()), accountId);
        List<Entry> leftOut = known.stream()
                .filter(entry -> isOpen(entry) && isLeftOut(entry, listing))
                .toList();
        // An instance that does not tell its price is taken for as dear as ours may be.
        double unknown = request.demand().filter().maxDollarsPerHour();
        otherDollarsPerHour = listing.stream()
                        .filter(instance -> !underWay.contains(instance.label().orElse("")))
                        .mapToDouble(instance -> instance.dollarsPerHour().orElse(unknown))
                        .sum()
                + leftOut.stream()
                        .filter(entry -> !underWay.contains(entry.label()))
                        .mapToDouble(entry -> entry.intent().dollarsPerHour())
                        .sum();
        living = underWay.size()
                + leftOut.stream()
                        .filter(entry -> !underWay.contains(entry.label()))
                        .count()
                + listing.stream()
                        .map(instance -> instance.label().orElse(""))
                        .filter(label -> label.startsWith(request.labelPrefix() + "-") && !underWay.contains(label))
                        .count();
        if (living >= request.ceilings().maxRentals())
            return Optional.of(new Continuation(
                    RunOutcome.LIMIT,
                    living + " instances labelled " + request.labelPrefix() + "-… are alive, the limit is "
                            + request.ceilings().maxRentals() + " (setting max-rentals)"));
        return Optional.empty();
    }

    /** Rentals of ours that were seen, were not proven gone, and are old enough to be in every good listing. */
    private List<Entry> known() {
        Instant listedByNow = clock.instant().minus(LISTED_BY_NOW);
        return ledger.open().stream()
                .filter(entry -> entry.instanceId().isPresent())
                .filter(entry -> Ledger.isOf(entry, accountId))
                .filter(entry -> entry.createdAt().isBefore(listedByNow))
                .toList();
    }

    /** The second look may have closed it since. */
    private boolean isOpen(Entry entry) {
        return ledger.journal().find(entry.label()).filter(Entry::isOpen).isPresent();
    }

    private static boolean isLeftOut(Entry entry, List<Instance> listing) {
        return listing.stream()
                .noneMatch(
                        instance -> instance.instanceId() == entry.instanceId().getAsLong());
    }
}
