package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The marketplace itself: offers, contracts and money, without sockets. Everything follows from the seed, the
 * scenario and the times of the calls: whoever looks first finds everything settled that became due meanwhile, each
 * thing at its own instant. Safe for several threads.
 *
 * <p>The faults of the wire are played by the API and the boxes, which ask {@link #faults()}. Played here are those of
 * {@link Life}, and {@code offer-twice}, {@code start-race}, {@code start-queued}, {@code exited-recovers}, {@code crash},
 * {@code status-unknown}, {@code instance-returns}, {@code outbid}, {@code price-rise}, {@code offer-gone} and
 * {@code offer-flicker}.
 */
public final class Market {

    /** What the account begins with where the scenario does not say, in USD. */
    public static final double STARTING_CREDIT = 50;

    /** So long may an offer that is rented be taken for free, under {@code offer-twice}. */
    private static final Duration UNNOTICED = Duration.ofSeconds(30);

    /** Of trouble with the account nobody looks further ahead. */
    private static final Duration MONEY_AHEAD = Duration.ofDays(400);

    private final InstantSource time;
    private final Scenario scenario;
    private final Chance chance;
    private final FaultBook faults;
    private final Givens givens;
    private final Map<Long, Contract> contracts = new TreeMap<>();
    private final AccountKeys accountKeys;
    private final OfferBook offers;
    private final Agenda agenda = new Agenda();
    private final Leases leases = new Leases(agenda, this::destroyedByLease);
    private final Ledger ledger;
    private final PriceRises rises;
    private final Lifecycle lifecycle;
    private final Reports reports;
    private final BidLevel bids;
    private final long firstContract;
    private Instant settledTo;
    /** Whether nothing was changed since that could make the account poor at this very moment. */
    private boolean settled;

    private int numbers;
    private int doubleRentals;

    /** How a request to start was taken. */
    public enum StartAnswer {
        /** It starts, or runs already. */
        ACCEPTED,
        /**
         * Refused but queued: the API answers 200 with {@code success:false} and {@code resources_unavailable}. It
         * starts by itself, hours later perhaps, unless it is stopped or destroyed before.
         */
        QUEUED,
        /** The contract has ended or the account has no credit: it does not start. */
        REFUSED
    }

    /** A market of those offers. */
    public Market(
            InstantSource time,
            Scenario scenario,
            long seed,
            List<Listing> offers,
            PortSource ports,
            ServerWalk servers) {
        this.time = time;
        this.scenario = scenario;
        this.chance = new Chance(seed);
        this.settledTo = time.instant();
        this.faults = new FaultBook(chance, scenario, time);
        this.givens = new Givens(chance, faults, ports, servers, scenario);
        this.offers = new OfferBook(givens, offers, settledTo);
        this.ledger = new Ledger(scenario.credit(), this::billed);
        this.rises = new PriceRises(agenda, ledger, chance);
        this.lifecycle = new Lifecycle(givens, agenda, ledger, rises, this.offers, leases, settledTo);
        this.reports = new Reports(givens, settledTo);
        this.bids = new BidLevel(scenario, settledTo);
        this.accountKeys = new AccountKeys(time, 70_000L + Math.floorMod(chance.bits("account keys"), 20_000));
        this.firstContract = 30_000_000L + Math.floorMod(chance.bits("contracts"), 9_000_000);
        scenario.timeline().forEach(this::plan);
        faults.spells()
                .between(Fault.CREDIT_SINKS, 0, 0, settledTo, settledTo.plus(MONEY_AHEAD))
                .forEach(this::plan);
    }

    /** A market of generated offers. */
    public static Market generated(
            InstantSource time, Scenario scenario, long seed, PortSource ports, ServerWalk servers) {
        OfferGenerator generator =
                new OfferGenerator(OfferTable.builtIn().withMachines(scenario.offeredMachines()), seed, time.instant());
        return new Market(time, scenario, seed, generator.generate(), ports, servers);
    }

    /** Nine tenths are gone, and come back when it is over. */
    private void plan(Spells.Spell spell) {
        agenda.plan(spell.from(), when -> {
            double gone = 0.9 * ledger.account(when).credit();
            ledger.setCredit(ledger.account(when).credit() - gone, when);
            agenda.plan(
                    spell.to(),
                    later -> ledger.setCredit(
                            ledger.account(later).credit()
                                    + ledger.account(later).balance()
                                    + gone,
                            later));
        });
    }

    private void plan(Ordered entry) {
        Instant at = settledTo.plus(entry.at());
        if (entry.what() instanceof Ordered.What.Credit credit) {
            agenda.plan(at, when -> ledger.setCredit(credit.dollars(), when));
        }
        if (entry.what() instanceof Ordered.What.Price price) {
            agenda.plan(
                    at,
                    when -> contracts.values().stream()
                            .filter(contract -> entry.concerns(contract.offer().machineId()))
                            .forEach(contract -> rises.announce(contract, price.factor(), when)));
        }
    }

    /** The market's time. */
    public Instant now() {
        return time.instant();
    }

    /** The market's dice. */
    public Chance chance() {
        return chance;
    }

    /** What goes wrong, and where. */
    public FaultBook faults() {
        return faults;
    }

    /** What the market is like. */
    public Scenario scenario() {
        return scenario;
    }

    /** How long the API takes for its so manyeth answer. */
    public Duration answerTime(long call) {
        double least = scenario.latency().least().toMillis() / 1000.0;
        double most = scenario.latency().most().toMillis() / 1000.0;
        return MarketTime.seconds(chance.between(least, most, "latency", call));
    }

    /** Everything that is due by now, in order and at its own instant. */
    private Instant settle() {
        Instant now = now();
        // A listing asks once for each of its rows, and each time all bills would be summed up.
        if (settled && settledTo.equals(now) && agenda.dueBy(now).isEmpty()) return now;
        settled = true;
        while (true) {
            Instant next = agenda.dueBy(now).orElse(now);
            Optional<Instant> crossing = ledger.crossing(settledTo, next);
            if (crossing.isPresent()) {
                settledTo = crossing.get();
                if (ledger.crossed(settledTo)) lifecycle.bankrupt(contracts.values(), settledTo);
                continue;
            }
            if (next.isAfter(settledTo)) settledTo = next;
            if (agenda.dueBy(now).isEmpty()) return now;
            agenda.doNext();
        }
    }

    private double billed(Instant at) {
        double dollars = 0;
        for (Contract contract : contracts.values())
            dollars += contract.bill(at).total();
        return dollars;
    }

    /**
     * A search as the server does it.
     *
     * @throws ListingSearch.BadQuery with the text of the 400 answer
     */
    public synchronized List<Listing> search(JsonNode query) {
        Instant now = settle();
        List<Contract> alive = living(now).toList();
        List<Listing> open = new ArrayList<>();
        offers.shown(
                        now,
                        offer -> alive.stream()
                                .noneMatch(contract -> contract.offer().overlaps(offer)))
                .forEach(offer -> open.add(bids.shown(offer, now)));
        if (query.path("rented").path("eq").asBoolean(false))
            alive.forEach(contract -> rented(contract, now).ifPresent(open::add));
        return new ListingSearch(query, scenario.searchLimit()).over(open, now);
    }

    /** What the customer rents already, at the bid that its cards take now; none while somebody has them on demand. */
    private Optional<Listing> rented(Contract contract, Instant now) {
        double leading = lifecycle.leading(contract, now);
        return Double.isInfinite(leading)
                ? Optional.empty()
                : Optional.of(contract.offer().biddable(leading));
    }

    /** The lowest bid that the machine of a contract takes, in USD per hour; its floor while nobody can bid. */
    public synchronized double leastBid(Contract contract) {
        Instant now = settle();
        double leading = lifecycle.leading(contract, now);
        return Double.isInfinite(leading) ? bids.of(contract.offer(), now) : leading;
    }

    private boolean free(Listing offer, Instant now) {
        return contracts.values().stream()
                .noneMatch(contract -> contract.alive(now) && contract.offer().overlaps(offer));
    }

    /** The server has not noticed yet that it rented this very offer out a moment ago. */
    private boolean onceMore(Listing offer, Instant now) {
        return faults.strikes(Fault.OFFER_TWICE, offer.id())
                && living(now)
                        .filter(contract -> contract.offer().overlaps(offer))
                        .allMatch(contract -> contract.offer().id() == offer.id()
                                && now.isBefore(contract.madeAt().plus(UNNOTICED)));
    }

    /** The offer, if it can still be rented; asking for one may show that somebody else was faster. */
    public synchronized Optional<Listing> claim(long offerId, Order order) {
        Instant now = settle();
        double bid = order.bid().orElse(Double.MAX_VALUE);
        return offers.claim(offerId, now, offer -> free(offer, now) || onceMore(offer, now))
                .filter(offer -> bid >= bids.of(offer, now));
    }

    /** Makes the contract. Whether the account can pay for it is {@link #account()}'s to say. */
    public synchronized Contract rent(Listing offer, Order order) {
        Instant now = settle();
        boolean twice = contracts.values().stream()
                .filter(other -> other.alive(now))
                .anyMatch(other -> !other.known()
                        || sameLabel(other, order)
                        || other.offer().id() == offer.id());
        if (twice) doubleRentals++;
        Contract contract = new Contract(nextNumber(), order, offer, givens, now);
        contracts.put(contract.id(), contract);
        Instant effective = now.plus(MarketTime.seconds(chance.between(2, 6, "account key", contract.id())));
        accountKeys.all().forEach(key -> contract.attach(key, effective));
        lifecycle.made(contract, now);
        return contract;
    }

    private static boolean sameLabel(Contract one, Order other) {
        return !one.label().isEmpty() && one.label().equals(other.label());
    }

    private long nextNumber() {
        return firstContract + 7L * numbers++;
    }

    /**
     * For {@code create-nothing}: the number of a contract that an answer names and that does not exist. A number is
     * used up.
     */
    public synchronized long numberOfNothing() {
        return nextNumber();
    }

    /** A contract that exists; empty when it never did or is gone. */
    public synchronized Optional<Contract> contract(long id) {
        Instant now = settle();
        return Optional.ofNullable(contracts.get(id)).filter(contract -> contract.alive(now));
    }

    /** Everything that exists, by rising id. */
    public synchronized List<Contract> living() {
        Instant now = settle();
        return living(now).toList();
    }

    private Stream<Contract> living(Instant now) {
        return contracts.values().stream().filter(contract -> contract.alive(now));
    }

    /**
     * A request to destroy as the servers take it, whoever sends it. Under {@code destroy-error} it fails for a while,
     * under {@code destroy-ignored} the first one is answered well and forgotten.
     *
     * @return whether it is answered well
     */
    public synchronized boolean askToDestroy(Contract contract) {
        return askToDestroy(contract, settle());
    }

    private boolean askToDestroy(Contract contract, Instant now) {
        int calls = contract.destroyAsked(now);
        if (refusesYet(contract, now)) return false;
        boolean ignored = calls == 1 && faults.strikesAt(now, Fault.DESTROY_IGNORED, contract.id());
        if (!ignored) destroy(contract, now);
        return true;
    }

    private boolean refusesYet(Contract contract, Instant now) {
        if (!faults.strikesAt(now, Fault.DESTROY_ERROR, contract.id())) return false;
        Duration tried = Duration.between(contract.destroyAskedAt().orElse(now), now);
        return tried.toSeconds() < chance.between(8, 45, "refuses", contract.id());
    }

    /** The loop's own request, which the edge turns away in its bad moments as it does all others. */
    private int destroyedByLease(Contract contract, Instant now) {
        if (faults.bursts(Fault.API_BLIND, now)) return 0;
        Optional<BlindKind> blind = BlindKind.at(faults, now);
        if (blind.equals(Optional.of(BlindKind.SILENCE))) return 0;
        if (blind.equals(Optional.of(BlindKind.ERRORS))) return 502;
        if (faults.bursts(Fault.EDGE_HTML, now)) return 403;
        if (faults.bursts(Fault.GATEWAY, now)) return 502;
        if (faults.bursts(Fault.THROTTLE, now)) return 429;
        return askToDestroy(contract, now) ? 200 : 500;
    }

    /** Somebody in the container wrote the file of the lease, or took it away if it is empty. */
    public synchronized void leaseFile(Contract contract, Optional<String> text) {
        Instant now = settle();
        contract.lease().ifPresent(loop -> {
            loop.file(text);
            leases.written(contract, loop, now);
        });
    }

    /** Somebody in the container lets go of the download that its start script holds back. */
    public synchronized void releaseDownload(Contract contract) {
        contract.releaseDownload(settle());
    }

    /** Somebody in the container ended the loop of the lease; it comes back with the next run. */
    public synchronized void leaseLoopKilled(Contract contract) {
        settle();
        contract.lease().ifPresent(LeaseLoop::ends);
    }

    /**
     * Lets a contract go some seconds from now. Under {@code instance-returns} the first time is not the last: after a
     * while in which nobody sees it and nothing is billed it is back.
     */
    public synchronized void destroy(Contract contract) {
        destroy(contract, settle());
    }

    private void destroy(Contract contract, Instant now) {
        Instant at = now.plus(MarketTime.seconds(chance.between(2, 7, "gone", contract.id())));
        if (contract.destroyAskedAt().isEmpty()) contract.destroyAsked(now);
        boolean returns = contract.outages().all().stream().noneMatch(one -> one.kind() == Outages.Kind.GONE)
                && faults.strikesAt(now, Fault.INSTANCE_RETURNS, contract.id());
        if (!returns) lifecycle.goes(contract, at);
        else {
            Duration away = MarketTime.seconds(chance.between(30, 300, "away", contract.id()));
            contract.outage(at, at.plus(away), Outages.Kind.GONE);
        }
    }

    /** What cannot be started is taken back by the market itself, as {@code cancel_unavail} wishes, within a minute. */
    public synchronized void takeBack(Contract contract) {
        Instant now = settle();
        lifecycle.goes(contract, now.plus(MarketTime.seconds(chance.between(20, 60, "taken back", contract.id()))));
    }

    /** Asks a box to start. */
    public synchronized StartAnswer start(Contract contract) {
        return lifecycle.start(contract, settle());
    }

    /** Asks a box to stop, which takes it some seconds; the disk is billed on. Also takes back a queued start. */
    public synchronized void stop(Contract contract) {
        lifecycle.stop(contract, settle());
    }

    /** Stops and starts the container; its files and the image stay. Does nothing to a box that is stopped. */
    public synchronized void reboot(Contract contract) {
        lifecycle.again(contract, LifePlan.Kind.REBOOT, settle());
    }

    /**
     * Makes the container anew from a fresh pull; what was written into it is gone. Does nothing to a box that is
     * stopped.
     */
    public synchronized void recycle(Contract contract) {
        lifecycle.again(contract, LifePlan.Kind.RECYCLE, settle());
    }

    /** Somebody in the container ends the server; {@code lastWords} stand in its log then, if there are any. */
    public synchronized void endServer(Contract contract, Instant now, int code, String lastWords) {
        settle();
        contract.endServer(now, code, lastWords);
    }

    /** Somebody in the container runs its start script once more: its server starts, unless one runs already. */
    public synchronized void startServer(Contract contract, Instant now) {
        settle();
        contract.startServer(now);
    }

    /** What the users of a rental ask of its cards from now on, as a share of their time, 0 to 1. */
    public synchronized void demand(Contract contract, double share) {
        contract.demand(share, settle());
    }

    /** Gives a contract another label. */
    public synchronized void relabel(Contract contract, String label) {
        contract.relabel(label);
    }

    /** Bids another price, in USD per hour. A rental on demand cannot become interruptible: nothing happens then. */
    public synchronized void changeBid(Contract contract, double dollarsPerHour) {
        lifecycle.changeBid(contract, dollarsPerHour, settle());
    }

    /** Announced increases that nobody has answered yet, the oldest first. */
    public synchronized List<PriceIncrease> priceIncreases() {
        return rises.open(settle());
    }

    /** Agrees to an announced increase; false if there is none of that number. */
    public synchronized boolean acceptIncrease(long id) {
        settle();
        Optional<PriceRises.Row> row = rises.answered(id);
        row.ifPresent(agreed -> lifecycle.extend(agreed.contract(), agreed.increase()));
        return row.isPresent();
    }

    /** Refuses an announced increase: the contract ends when it would have; false if there is none of that number. */
    public synchronized boolean rejectIncrease(long id) {
        settle();
        return rises.answered(id).isPresent();
    }

    /** The customer's money at this moment. */
    public synchronized Account account() {
        return ledger.account(settle());
    }

    /** The customer pays in, or takes out: the account has so many USD from now on. */
    public synchronized void payIn(double dollars) {
        ledger.setCredit(dollars, settle());
        settled = false;
    }

    /** The account's own SSH keys. */
    public AccountKeys keys() {
        return accountKeys;
    }

    /** What earlier renters wrote about a machine, the latest first. */
    public synchronized List<MachineReport> reports(long machineId) {
        return reports.of(machineId, offers.hostOf(machineId));
    }

    /** The marketplace's messages to its customer, the oldest first. */
    public synchronized List<Notice> notices() {
        settle();
        return ledger.notices();
    }

    /**
     * Whether the list of instances names a contract by now; {@code show} knows it from the first moment on.
     * Fault: {@code list-lags}.
     */
    public synchronized boolean visibleInList(Contract contract) {
        if (!faults.strikes(Fault.LIST_LAGS, contract.id())) return true;
        double lag = chance.between(15, 60, "list lags", contract.id());
        return !now().isBefore(contract.life().created().plus(MarketTime.seconds(lag)));
    }

    /** Attaches a key, which the machine has some seconds later. */
    public synchronized void attach(Contract contract, String publicKey) {
        Instant now = settle();
        long number = 80_000L + Math.floorMod(chance.bits("attached", publicKey), 20_000);
        AccountKey key = new AccountKey(number, publicKey, now);
        contract.attach(key, now.plus(MarketTime.seconds(chance.between(2, 6, "key", contract.id()))));
    }

    /** Takes an attached key away again; false if there is no such key. */
    public synchronized boolean detach(Contract contract, long keyId) {
        return contract.detach(keyId);
    }

    /** The keys of a box: the account's when it was made, and those attached since. */
    public synchronized List<AccountKey> attachedKeys(Contract contract) {
        return contract.attachedKeys();
    }

    /** Keys that open the box at this moment. */
    public synchronized Set<String> keys(Contract contract) {
        return contract.keysAt(settle());
    }

    /** Bills what went over a box's line, such as answers over SSH and HTTP, at the offer's price. */
    public synchronized void meter(Contract contract, long bytesUp, long bytesDown) {
        settle();
        Listing offer = contract.offer();
        contract.meter(
                bytesUp / 1e9 * offer.number("inet_up_cost", 0) + bytesDown / 1e9 * offer.number("inet_down_cost", 0));
    }

    /**
     * The key that create answers, and that the box holds as {@code CONTAINER_API_KEY}; it is good for calls on its
     * own instance only.
     */
    public String instanceKey(Contract contract) {
        return chance.hex(64, "key", contract.id());
    }

    /** Every contract that was ever made, by rising id, the gone ones too: what a bill is written from. */
    public synchronized List<Contract> everMade() {
        settle();
        return List.copyOf(contracts.values());
    }

    /** USD in all, to this moment. */
    public synchronized double dollarsSpent() {
        return billed(settle());
    }

    /** What really is. {@code requests} counts calls per endpoint. */
    public synchronized Truth truth(Map<String, Integer> requests) {
        Instant now = settle();
        List<Truth.Living> alive =
                living(now).map(contract -> Truth.Living.of(contract, now)).toList();
        List<Truth.Billed> bills = contracts.values().stream()
                .map(contract -> Truth.Billed.of(contract, now))
                .toList();
        int destroyed = contracts.size() - alive.size();
        return new Truth(now, alive, contracts.size(), destroyed, doubleRentals, billed(now), bills, requests);
    }
}
