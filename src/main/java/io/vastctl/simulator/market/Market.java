package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The marketplace itself: offers, contracts and money, without sockets. Everything follows from the seed,
 * the scenario and the times of the calls. Safe for several threads.
 */
public final class Market {

    /** What the account begins with, in USD. */
    public static final double STARTING_CREDIT = 50;

    private final InstantSource time;
    private final Scenario scenario;
    private final Chance chance;
    private final FaultBook faults;
    private final Givens givens;
    private final List<Listing> offers;
    private final Map<Long, Contract> contracts = new TreeMap<>();
    private final Set<Long> vanished = new HashSet<>();
    private final Map<Long, Integer> attempts = new TreeMap<>();
    private final AccountKeys accountKeys;
    private final Instant start;
    private final long firstContract;
    private int doubleRentals;

    /** How a request to start was taken. */
    public enum StartAnswer {
        /** It starts. */
        ACCEPTED,
        /**
         * Refused but queued: the API answers 200 with {@code success:false} and {@code resources_unavailable}. It
         * starts by itself, hours later perhaps, unless it is stopped or destroyed before.
         */
        QUEUED
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
        this.start = time.instant();
        this.faults = new FaultBook(chance, scenario, start);
        this.givens = new Givens(chance, faults, ports, servers);
        this.offers = List.copyOf(offers);
        this.accountKeys = new AccountKeys(time, 70_000L + Math.floorMod(chance.bits("account keys"), 20_000));
        this.firstContract = 30_000_000L + Math.floorMod(chance.bits("contracts"), 9_000_000);
    }

    /** A market of generated offers. */
    public static Market generated(
            InstantSource time, Scenario scenario, long seed, PortSource ports, ServerWalk servers) {
        OfferGenerator generator = new OfferGenerator(OfferTable.builtIn(), seed, time.instant());
        return new Market(time, scenario, seed, generator.generate(), ports, servers);
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

    Instant start() {
        return start;
    }

    /**
     * A search as the server does it.
     *
     * @throws ListingSearch.BadQuery with the text of the 400 answer
     */
    public synchronized List<Listing> search(JsonNode query) {
        Instant now = now();
        List<Listing> open = new ArrayList<>();
        for (Listing offer : offers) {
            if (rentable(offer, now) && !flickers(offer, now)) open.add(aged(offer, now));
        }
        return new ListingSearch(query, scenario.searchLimit()).over(open);
    }

    private boolean flickers(Listing offer, Instant now) {
        long window = Duration.between(start, now).toSeconds() / 20;
        return faults.strikes(Fault.OFFER_FLICKER, offer.id(), window);
    }

    /** The host's end date comes nearer. */
    private static Listing aged(Listing offer, Instant now) {
        double end = offer.number("end_date", 0);
        if (end == 0) return offer;
        Listing aged = new Listing(offer.json().deepCopy());
        aged.json().put("duration", Math.max(0, end - now.toEpochMilli() / 1000.0));
        return aged;
    }

    private boolean rentable(Listing offer, Instant now) {
        if (vanished.contains(offer.id())) return false;
        return contracts.values().stream()
                .noneMatch(contract -> contract.alive(now) && contract.offer().overlaps(offer));
    }

    /** The offer, if it can still be rented; asking for one may show that somebody else was faster. */
    public synchronized Optional<Listing> claim(long offerId, Order order) {
        Optional<Listing> offer =
                offers.stream().filter(row -> row.id() == offerId).findFirst();
        if (offer.isEmpty() || !rentable(offer.get(), now())) return Optional.empty();
        int attempt = attempts.merge(offerId, 1, Integer::sum);
        if (faults.strikes(Fault.OFFER_GONE, offerId, attempt)) {
            vanished.add(offerId);
            return Optional.empty();
        }
        boolean lowBid = order.bid().orElse(Double.MAX_VALUE) < offer.get().number("min_bid", 0);
        return lowBid ? Optional.empty() : offer;
    }

    /** Makes the contract. */
    public synchronized Contract rent(Listing offer, Order order) {
        Instant now = now();
        boolean twice = contracts.values().stream()
                .filter(other -> other.alive(now))
                .anyMatch(other -> !other.known() || sameLabel(other.order(), order));
        if (twice) doubleRentals++;
        long id = firstContract + 7L * contracts.size();
        Contract contract = new Contract(id, order, offer, givens, now);
        contracts.put(id, contract);
        Instant effective = now.plus(MarketTime.seconds(chance.between(2, 6, "account key", id)));
        accountKeys.all().forEach(key -> contract.attach(key, effective));
        return contract;
    }

    private static boolean sameLabel(Order one, Order other) {
        return !one.label().isEmpty() && one.label().equals(other.label());
    }

    /** A contract that exists; empty when it never did or is gone. */
    public synchronized Optional<Contract> contract(long id) {
        Instant now = now();
        return Optional.ofNullable(contracts.get(id)).filter(contract -> contract.alive(now));
    }

    /** Everything that exists, by rising id. */
    public synchronized List<Contract> living() {
        Instant now = now();
        return contracts.values().stream()
                .filter(contract -> contract.alive(now))
                .toList();
    }

    /** Lets a contract go some seconds from now. */
    public synchronized void destroy(Contract contract) {
        contract.goesAt(now().plus(MarketTime.seconds(chance.between(2, 7, "gone", contract.id()))));
    }

    /** Attaches a key, which the machine has some seconds later. */
    public synchronized void attach(Contract contract, String publicKey) {
        AccountKey key = new AccountKey(80_000L + chance.bits("attached", publicKey) % 20_000, publicKey, now());
        contract.attach(key, now().plus(MarketTime.seconds(chance.between(2, 6, "key", contract.id()))));
    }

    /** Takes an attached key away again; false if there is no such key. */
    public synchronized boolean detach(Contract contract, long keyId) {
        return contract.detach(keyId);
    }

    /** The keys that were attached to a box. */
    public synchronized List<AccountKey> attachedKeys(Contract contract) {
        return contract.attachedKeys();
    }

    /** Asks a box to start. */
    public synchronized StartAnswer start(Contract contract) {
        contract.startAgain();
        return StartAnswer.ACCEPTED;
    }

    /** Asks a box to stop; the disk is billed on. */
    public synchronized void stop(Contract contract) {
        contract.stop();
    }

    /** Stops and starts the container; its files stay. */
    public synchronized void reboot(Contract contract) {
        contract.startAgain();
    }

    /** Makes the container anew from a fresh pull; what was written into it is gone. */
    public synchronized void recycle(Contract contract) {
        contract.startAgain();
    }

    /** Gives a contract another label. */
    public synchronized void relabel(Contract contract, String label) {
        contract.relabel(label);
    }

    /** Bids another price, in USD per hour. A rental on demand cannot become interruptible: nothing happens then. */
    public synchronized void changeBid(Contract contract, double dollarsPerHour) {
        if (contract.bid().isPresent()) contract.changeBid(dollarsPerHour);
    }

    /** Announced increases that nobody has answered yet. */
    public synchronized List<PriceIncrease> priceIncreases() {
        return List.of();
    }

    /** Agrees to an announced increase; false if there is none of that number. */
    public synchronized boolean acceptIncrease(long id) {
        return false;
    }

    /** Refuses an announced increase; false if there is none of that number. */
    public synchronized boolean rejectIncrease(long id) {
        return false;
    }

    /** The customer's money at this moment. */
    public synchronized Account account() {
        double spent = dollarsSpent();
        double left = STARTING_CREDIT - spent;
        return new Account(Math.max(0, left), Math.min(0, left), spent);
    }

    /** The account's own SSH keys. */
    public AccountKeys keys() {
        return accountKeys;
    }

    /** What earlier renters wrote about a machine, the latest first. */
    public synchronized List<MachineReport> reports(long machineId) {
        return List.of();
    }

    /** The marketplace's messages to its customer, the oldest first. */
    public synchronized List<Notice> notices() {
        return List.of();
    }

    /**
     * Whether the list of instances names a contract by now; {@code show} knows it from the first moment on.
     * Faults: {@code list-lags}.
     */
    public synchronized boolean visibleInList(Contract contract) {
        if (!faults.strikes(Fault.LIST_LAGS, contract.id())) return true;
        double lag = chance.between(15, 60, "list lags", contract.id());
        return !now().isBefore(contract.life().created().plus(MarketTime.seconds(lag)));
    }

    /**
     * The key that create answers, and that the box holds as {@code CONTAINER_API_KEY}; it is good for calls on its
     * own instance only.
     */
    public String instanceKey(Contract contract) {
        return chance.hex(64, "key", contract.id());
    }

    /** Keys that open the box at this moment. */
    public synchronized Set<String> keys(Contract contract) {
        return contract.keysAt(now());
    }

    /** USD in all, to this moment. */
    public synchronized double dollarsSpent() {
        Instant now = now();
        return contracts.values().stream()
                .mapToDouble(contract -> contract.bill(now).total())
                .sum();
    }

    /** Every contract that was ever made, by rising id, the gone ones too: what a bill is written from. */
    public synchronized List<Contract> everMade() {
        return List.copyOf(contracts.values());
    }

    /** What really is. {@code requests} counts calls per endpoint. */
    public synchronized Truth truth(Map<String, Integer> requests) {
        Instant now = now();
        List<Truth.Living> alive = living().stream()
                .map(contract ->
                        new Truth.Living(contract.id(), contract.order().label(), Bill.dollarsPerHour(contract)))
                .toList();
        int destroyed = contracts.size() - alive.size();
        return new Truth(now, alive, contracts.size(), destroyed, doubleRentals, dollarsSpent(), requests);
    }
}
