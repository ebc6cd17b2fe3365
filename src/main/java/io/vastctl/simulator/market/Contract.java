package io.vastctl.simulator.market;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * One rental. What happens by itself is fixed in {@link Life} and {@link ServerRun}; what the customer does
 * (keys, destruction) is kept here. Guarded by the {@link Market} that holds it.
 */
public final class Contract {

    private final long id;
    private final Order order;
    private final Listing offer;
    private final Life life;
    private final GpuHealth gpu;
    private final Set<Fault> faults;
    private final ServerRun server;
    private final Map<Integer, Integer> ports;
    private final int proxyPort;
    private final Map<AccountKey, Instant> keys = new LinkedHashMap<>();
    private Instant destroyAskedAt = Instant.MAX;
    private Instant goneAt = Instant.MAX;
    private int destroyCalls;
    private boolean known;
    private boolean stopped;
    private String label;
    private OptionalDouble bid;

    Contract(long id, Order order, Listing offer, Givens givens, Instant now) {
        this.id = id;
        this.order = order;
        this.label = order.label();
        this.bid = order.bid();
        this.offer = offer;
        this.life = new LifePlan(givens.chance(), givens.faults(), offer, order, id, now).plan();
        this.faults = faults(givens.faults(), now);
        this.gpu = new GpuHealth(offer, order.image(), faults);
        this.server = server(givens);
        this.ports = mapPorts(givens.ports());
        this.proxyPort = givens.ports().next();
    }

    private Set<Fault> faults(FaultBook book, Instant now) {
        Set<Fault> struck = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (book.strikesMachine(fault, offer.machineId(), offer.hostId(), now)) struck.add(fault);
        }
        return struck;
    }

    private ServerRun server(Givens givens) {
        boolean never = life.halt().isPresent() || life.runningAt().equals(Instant.MAX) || !order.startsVllm();
        if (never) return ServerRun.none();
        double line = offer.realMbps(givens.chance());
        ServerStart start = new ServerStart(
                id,
                order,
                gpu,
                life.runningAt().plusSeconds(3),
                Registry.imageGb(order.image()),
                Registry.modelGb(order.model()),
                0,
                line);
        return givens.servers().walk(givens.chance(), start);
    }

    private Map<Integer, Integer> mapPorts(PortSource source) {
        Map<Integer, Integer> mapped = new TreeMap<>();
        boolean open = offer.number("direct_port_count", 0) >= 1;
        if (open && order.direct()) mapped.put(22, source.next());
        if (open) order.mappedPorts().forEach(port -> mapped.putIfAbsent(port, source.next()));
        return mapped;
    }

    /** The number that the API knows it by. */
    public long id() {
        return id;
    }

    /** What was ordered. */
    public Order order() {
        return order;
    }

    /** What was rented. */
    public Listing offer() {
        return offer;
    }

    /** What happens to its container. */
    public Life life() {
        return life;
    }

    /** Its cards as they are. */
    public GpuHealth gpu() {
        return gpu;
    }

    /** What its server goes through. */
    public ServerRun server() {
        return server;
    }

    /** Whether the machine has that fault. */
    public boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Container port to public port. */
    public Map<Integer, Integer> ports() {
        return ports;
    }

    /** The proxy's port for SSH. */
    public int proxyPort() {
        return proxyPort;
    }

    Instant goneAt() {
        return goneAt;
    }

    boolean alive(Instant now) {
        return now.isBefore(goneAt);
    }

    /** The container runs, its server with it. */
    public boolean up(Instant now) {
        return alive(now) && !stopped && life.running(now);
    }

    /** Whether sshd answers. */
    public boolean sshAnswers(Instant now) {
        return up(now) && order.hasSsh() && life.sshAnswers(now);
    }

    /** Whether its server listens. */
    public boolean serves(Instant now) {
        return up(now) && server.listening(now);
    }

    /** @param effective when the machine has the key */
    void attach(AccountKey key, Instant effective) {
        boolean there = keys.keySet().stream().anyMatch(old -> old.text().equals(key.text()));
        if (!there) keys.put(key, effective);
    }

    boolean detach(long keyId) {
        return keys.keySet().removeIf(key -> key.id() == keyId);
    }

    List<AccountKey> attachedKeys() {
        return List.copyOf(keys.keySet());
    }

    /** Keys that open the machine now, in OpenSSH form. */
    Set<String> keysAt(Instant now) {
        Set<String> good = new LinkedHashSet<>();
        if (has(Fault.KEY_REFUSED)) return good;
        keys.forEach((key, from) -> {
            if (!now.isBefore(from)) good.add(key.text());
        });
        return good;
    }

    /** Notes one request to destroy, and how many there were. */
    public int destroyAsked(Instant now) {
        if (destroyCalls++ == 0) destroyAskedAt = now;
        return destroyCalls;
    }

    /** When it was first asked to go; empty if never. */
    public Optional<Instant> destroyAskedAt() {
        return destroyAskedAt.equals(Instant.MAX) ? Optional.empty() : Optional.of(destroyAskedAt);
    }

    void goesAt(Instant at) {
        if (at.isBefore(goneAt)) goneAt = at;
    }

    /** The label as it is now, empty for none. */
    public String label() {
        return label;
    }

    void relabel(String text) {
        label = text;
    }

    /** What it bids now, in USD per hour; empty for a rental on demand. */
    public OptionalDouble bid() {
        return bid;
    }

    void changeBid(double dollarsPerHour) {
        bid = OptionalDouble.of(dollarsPerHour);
    }

    /** USD per hour for the cards while they run: the bid, but never more than the price on demand. */
    public double gpuDollarsPerHour() {
        double onDemand = offer.number("dph_base", 0);
        return Math.min(bid.orElse(onDemand), onDemand);
    }

    /** USD per hour for the disk at that moment; some hosts take more while a box is stopped. */
    public double diskDollarsPerHour(Instant now) {
        return offer.diskDollarsPerHour(order.diskGb());
    }

    /** What it has cost up to that moment. */
    public Bill bill(Instant now) {
        return Bill.of(this, now);
    }

    /** When it ceased to exist, or will; {@link Instant#MAX} for never. */
    public Instant end() {
        return goneAt;
    }

    /** What the API says of it. */
    public ContractState state(Instant now) {
        if (stopped) return ContractState.all(Optional.of("created"), "stopped", Optional.empty());
        String word = life.stopped(now) ? "stopped" : "running";
        return ContractState.all(life.actualStatus(now), word, StatusMessage.of(this, now));
    }

    /** It was made, but will never start: a stopped instance whose disk is billed. */
    public void stop() {
        stopped = true;
    }

    void startAgain() {
        stopped = false;
    }

    /** Whether it was made and will never start. */
    public boolean stopped() {
        return stopped;
    }

    /** Whether the customer can know of it: some answer named it. */
    boolean known() {
        return known;
    }

    /** Some answer named it to the customer. */
    public void becomesKnown() {
        known = true;
    }
}
