package io.vastctl.guard.loop;

import io.vastctl.guard.Credit;
import io.vastctl.guard.Life;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Sight;
import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.provision.Spending;
import io.vastctl.vast.PriceIncrease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks at the account, the books, the machines and the endpoints, each in bounded time. */
final class Observer {

    /** What one look at the account may take in real time, with its repeats. */
    private static final Duration LONGEST_ACCOUNT = Duration.ofSeconds(100);

    /** On top of it for each page of the listing: rents that read it meanwhile take turns with it. */
    private static final Duration A_PAGE = Duration.ofSeconds(3);

    private static final int ROWS_TO_A_PAGE = 25;

    private static final AccountLook.Dark CUT_OFF =
            new AccountLook.Dark("the API did not answer in time, and the look was cut off", true, false);

    /** What one search for the market's bids may take in real time; without it the last one counts. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(60);

    /** In which a machine whose lease has run out has destroyed itself. */
    private static final Duration AFTER_LEASE = Duration.ofMinutes(5);

    private static final Duration BETWEEN_INCREASES = Duration.ofMinutes(15);

    private final GuardWorld world;
    private final Fleet fleet;
    private final MachineLooks machines;
    private final Predicate<String> ending;
    private List<PriceIncrease> increases = List.of();
    private Optional<Instant> increasesAt = Optional.empty();
    private BidMarket bids = BidMarket.UNKNOWN;
    /**
     * Before the first look the clock may have been set, and where it jumped the computer may have slept: leases are
     * renewed then, whatever they seem to last.
     */
    private boolean unsure = true;

    /** @param ending whether a run is being broken off */
    Observer(GuardWorld world, Fleet fleet, Predicate<String> ending) {
        this.ending = ending;
        this.world = world;
        this.fleet = fleet;
        machines = new MachineLooks(world, fleet);
    }

    /**
     * One look.
     *
     * @param jump by how much the clock was set since the last one, if it was; the memory is moved already
     */
    Observation look(Plan plan, Memory before, Books books, Optional<Duration> jump) throws InterruptedException {
        unsure |= jump.isPresent();
        Instant begun = world.market().clock().instant();
        boolean mustShow = books.rentals().stream()
                .filter(entry -> entry.state() == State.KEPT)
                .anyMatch(entry -> before.rental(entry.instanceId().orElseThrow(), entry.label())
                        .filter(rental -> mustShow(rental, entry, plan, begun))
                        .isPresent());
        AccountLook account = account(mustShow, books.rentals().size());
        List<Rental> rentals = new ArrayList<>();
        for (Entry entry : books.rentals()) rentals.add(listed(entry, plan, before, books, account));
        unsure = false;
        List<Rental> looked = priced(machines.look(rentals, plan, account), account);
        Instant now = world.market().clock().instant();
        return new Observation(
                now,
                sight(account, before, now),
                purse(account, before, plan, books),
                looked,
                books.underWay(ending),
                books.mishaps(),
                jump);
    }

    /** What the last look brought of the machines. */
    Vitals vitals() {
        return machines.vitals();
    }

    /**
     * Whether a good listing has one that is kept: it ran when last seen, and it was heard since, or its lease has not run out, so
     * nothing ended it.
     */
    private static boolean mustShow(Rental rental, Entry entry, Plan plan, Instant now) {
        Instant leased =
                entry.leaseUntil().orElse(rental.rentedAt().plus(plan.absence().lease()));
        return rental.life() == Life.RUNNING
                && rental.missingSince().isEmpty()
                && (now.isBefore(leased.plus(AFTER_LEASE))
                        || rental.heard()
                                .filter(heard -> now.isBefore(heard.plus(AFTER_LEASE)))
                                .isPresent());
    }

    private static Optional<Instant> soon(Entry entry, Plan plan, Instant now) {
        Instant due = now.plus(plan.absence().renewAt());
        return entry.leaseUntil().map(until -> until.isBefore(due) ? until : due);
    }

    private AccountLook account(boolean mustShow, int rentals) throws InterruptedException {
        Instant now = world.market().clock().instant();
        boolean askIncreases = increasesAt
                .filter(at -> now.isBefore(at.plus(BETWEEN_INCREASES)))
                .isEmpty();
        Callable<AccountLook> step =
                () -> AccountLook.ask(world.market().api(), world.increases(), askIncreases, mustShow);
        Duration longest = LONGEST_ACCOUNT.plus(A_PAGE.multipliedBy(rentals / ROWS_TO_A_PAGE));
        AccountLook look = world.limit().all(List.of(step), longest).get(0).orElse(CUT_OFF);
        if (look.equals(CUT_OFF)) world.teller().happened(CUT_OFF.why());
        if (askIncreases && look instanceof AccountLook.Seen seen) {
            increases = seen.increases();
            increasesAt = Optional.of(now);
        }
        return look;
    }

    private Rental listed(Entry entry, Plan plan, Memory before, Books books, AccountLook account) {
        Instant now = world.market().clock().instant();
        String endpoint = books.endpoint(entry);
        long id = entry.instanceId().orElseThrow();
        Rental rental = before.rental(id, entry.label())
                .filter(known -> known.endpoint().equals(endpoint))
                .orElseGet(() -> Sightings.first(entry, endpoint, plan.endpoint(endpoint), now));
        rental = Sightings.leased(rental, entry.leaseUntil());
        if (!(account instanceof AccountLook.Seen seen)) return rental;
        Optional<Instance> shown = seen.listing().stream()
                .filter(instance -> instance.instanceId() == id)
                .findFirst();
        shown.ifPresent(fleet::seen);
        if (shown.isPresent() && unsure) rental = Sightings.leased(rental, soon(entry, plan, now));
        return Sightings.listed(rental, shown, increases, now);
    }

    private List<Rental> priced(List<Rental> rentals, AccountLook account) throws InterruptedException {
        Instant now = world.market().clock().instant();
        List<Instance> bidFor = rentals.stream()
                .filter(rental -> rental.bidding().isPresent())
                .flatMap(rental -> fleet.instance(rental.instanceId()).stream())
                .toList();
        Optional<OfferQuery> question =
                account instanceof AccountLook.Seen ? bids.question(bidFor, now) : Optional.empty();
        if (question.isPresent()) {
            Callable<List<Offer>> search = () -> world.market().api().searchOffers(question.get());
            bids = bids.after(world.limit().all(List.of(search), LONGEST_SEARCH).get(0), now);
        }
        Set<Long> ours = rentals.stream()
                .flatMapToLong(rental -> rental.machineId().stream())
                .boxed()
                .collect(Collectors.toSet());
        return rentals.stream()
                .map(rental -> bids.priced(rental, fleet.instance(rental.instanceId()), ours, now))
                .toList();
    }

    private static Sight sight(AccountLook account, Memory before, Instant now) {
        if (!(account instanceof AccountLook.Dark dark)) return new Sight.Sees();
        return new Sight.Blind(before.blind().map(Sight.Blind::since).orElse(now), dark.why(), dark.refused());
    }

    private Purse purse(AccountLook account, Memory before, Plan plan, Books books) {
        double today = books.spentToday(plan.budget());
        double month = books.spentThisMonth(plan.budget());
        if (account instanceof AccountLook.Seen seen) {
            double rate = burn(seen.listing());
            boolean doubted =
                    seen.balance().isPresent() && doubts(seen.balance().getAsDouble(), rate, before, books);
            return new Purse(seen.balance(), OptionalDouble.of(rate), today, month, doubted);
        }
        return new Purse(lastBalance(before, books), OptionalDouble.empty(), today, month);
    }

    /** By our books, or by what the whole account costs now where that is more. */
    private static boolean doubts(double told, double rate, Memory before, Books books) {
        double ours = before.balanceAt()
                .map(at -> Spending.since(books.entries(), at, books.now()))
                .orElse(0.0);
        double hours = before.balanceAt()
                .map(at -> Duration.between(at, books.now()).toSeconds() / 3600.0)
                .orElse(0.0);
        return Credit.doubts(
                told,
                before.balance(),
                Math.max(ours, rate * hours),
                before.doubted().isPresent());
    }

    /** As last told, less what our books say that was spent since; a doubted reading may have been true. */
    private OptionalDouble lastBalance(Memory before, Books books) {
        if (before.doubted().isPresent()) return before.doubted();
        if (before.balance().isEmpty() || before.balanceAt().isEmpty()) return OptionalDouble.empty();
        double since = Spending.since(books.entries(), before.balanceAt().get(), books.now());
        return OptionalDouble.of(before.balance().getAsDouble() - since);
    }

    /** One that tells no price counts as nothing here: the rules take the most it may cost where that matters. */
    private static double burn(List<Instance> listing) {
        return listing.stream()
                .mapToDouble(instance -> instance.dollarsPerHour().orElse(0))
                .sum();
    }
}
