package io.vastctl.simulator;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One rental. What happens by itself is fixed in {@link Life} and {@link ServerRun}; what the customer does
 * (keys, destruction) is kept here. Guarded by the {@link Market} that holds it.
 */
final class Contract {

    private final long id;
    private final Order order;
    private final OfferRow offer;
    private final Life life;
    private final GpuHealth gpu;
    private final Set<Fault> faults;
    private final ServerRun server;
    private final Map<Integer, Integer> ports;
    private final int proxyPort;
    private final Map<String, Instant> keys = new LinkedHashMap<>();
    private Instant destroyAskedAt = Instant.MAX;
    private Instant goneAt = Instant.MAX;
    private int destroyCalls;
    private boolean known;
    private boolean stopped;

    Contract(long id, Order order, OfferRow offer, Chance chance, FaultBook book, PortSource source, Instant now) {
        this.id = id;
        this.order = order;
        this.offer = offer;
        this.life = new LifePlan(chance, book, offer, order, id, now).plan();
        this.faults = faults(book, now);
        this.gpu = new GpuHealth(offer, order.image(), faults);
        this.server = server(chance);
        this.ports = mapPorts(source);
        this.proxyPort = source.next();
    }

    private Set<Fault> faults(FaultBook book, Instant now) {
        Set<Fault> struck = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (book.strikesMachine(fault, offer.machineId(), offer.hostId(), now)) struck.add(fault);
        }
        return struck;
    }

    private ServerRun server(Chance chance) {
        boolean never = life.halt().isPresent() || life.runningAt().equals(Instant.MAX) || !order.startsVllm();
        if (never) return ServerRun.none();
        return new ServerPlan(chance, id, order, gpu, faults, life.runningAt().plusSeconds(3)).plan();
    }

    private Map<Integer, Integer> mapPorts(PortSource source) {
        Map<Integer, Integer> mapped = new TreeMap<>();
        boolean open = offer.number("direct_port_count", 0) >= 1;
        if (open && order.direct()) mapped.put(22, source.next());
        if (open) order.mappedPorts().forEach(port -> mapped.putIfAbsent(port, source.next()));
        return mapped;
    }

    long id() {
        return id;
    }

    Order order() {
        return order;
    }

    OfferRow offer() {
        return offer;
    }

    Life life() {
        return life;
    }

    GpuHealth gpu() {
        return gpu;
    }

    ServerRun server() {
        return server;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Container port to public port. */
    Map<Integer, Integer> ports() {
        return ports;
    }

    int proxyPort() {
        return proxyPort;
    }

    Instant goneAt() {
        return goneAt;
    }

    boolean alive(Instant now) {
        return now.isBefore(goneAt);
    }

    /** The container runs, its server with it. */
    boolean up(Instant now) {
        return alive(now) && !stopped && life.running(now);
    }

    boolean sshAnswers(Instant now) {
        return up(now) && order.hasSsh() && life.sshAnswers(now);
    }

    boolean serves(Instant now) {
        return up(now) && server.listening(now);
    }

    /** @param effective when the machine has the key */
    void attach(String publicKey, Instant effective) {
        keys.putIfAbsent(publicKey, effective);
    }

    /** Keys that open the machine now, in OpenSSH form. */
    Set<String> keysAt(Instant now) {
        Set<String> good = new LinkedHashSet<>();
        if (has(Fault.KEY_REFUSED)) return good;
        keys.forEach((key, from) -> {
            if (!now.isBefore(from)) good.add(key);
        });
        return good;
    }

    /** Notes one request to destroy, and how many there were. */
    int destroyAsked(Instant now) {
        if (destroyCalls++ == 0) destroyAskedAt = now;
        return destroyCalls;
    }

    Optional<Instant> destroyAskedAt() {
        return destroyAskedAt.equals(Instant.MAX) ? Optional.empty() : Optional.of(destroyAskedAt);
    }

    void goesAt(Instant at) {
        if (at.isBefore(goneAt)) goneAt = at;
    }

    /** It was made, but will never start: a stopped instance whose disk is billed. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /** Whether the customer can know of it: some answer named it. */
    boolean known() {
        return known;
    }

    void becomesKnown() {
        known = true;
    }
}
