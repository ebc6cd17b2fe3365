package io.vastctl.simulator.market;

import io.vastctl.lease.LeaseScript;
import io.vastctl.simulator.market.Outages.Kind;
import io.vastctl.simulator.market.Rest.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * One rental, whose container goes through a {@link Course} of runs and rests. What happens by itself within a run
 * is fixed in {@link Life} and {@link ServerRun}; everything else is done to it by the {@link Market}, which must have
 * looked at the clock before anything is asked "as at now". Safe for several threads.
 */
public final class Contract {

    /** How long after the container the start script runs. */
    private static final Duration SCRIPT_AFTER = Duration.ofSeconds(3);

    /** How long a start script holds back the download when nobody lets it go. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(90);

    private final long id;
    private final Order order;
    private final Listing offer;
    private final Givens givens;
    private final GpuHealth gpu;
    private final Set<Fault> faults;
    private final Fate fate;
    private final CardHeat heat;
    private final Map<Integer, Integer> ports;
    private final int proxyPort;
    private final Instant created;
    private final Tariff tariff;
    private final double modelGb;
    private final AttachedKeys keys = new AttachedKeys();
    private final Course course = new Course();
    private Outages outages;
    private String label;
    private Instant end;
    private Instant destroyAskedAt = Instant.MAX;
    private Instant goneAt = Instant.MAX;
    private Optional<Bill> finalBill = Optional.empty();
    private double meteredDollars;
    private int destroyCalls;
    private final Optional<LeaseLoop> lease;
    private ServerStart start;
    private Instant heldUntil;
    private Instant filesSince = Instant.MIN;
    private int starts;
    private boolean known;

    Contract(long id, Order order, Listing offer, Givens givens, Instant now) {
        this.id = id;
        this.order = order;
        this.offer = offer;
        this.givens = givens;
        this.created = now;
        this.label = order.label();
        this.modelGb = givens.scenario().sizes().modelGb(order.model());
        this.tariff = new Tariff(offer.number("dph_base", 0), order.bid());
        this.end = offer.endDate();
        this.faults = faults(givens.faults(), now);
        this.lease = LeaseScript.termsIn(order.onstart()).map(LeaseLoop::new);
        this.gpu = new GpuHealth(offer, order.image(), faults);
        this.fate = new Fate(givens, offer, now);
        this.heat = new CardHeat(givens, offer, fate, now);
        begin(LifePlan.Kind.CREATE, now);
        this.outages = fate.outages(new LifePlan(givens, offer, order, id, 0, now, now).outages(life()));
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

    private LifePlan plan(Instant from) {
        return new LifePlan(givens, offer, order, id, course.runCount(), created, from);
    }

    /** Begins a run; what an earlier one left on the machine is there, unless it is made anew. */
    synchronized void begin(LifePlan.Kind kind, Instant at) {
        feel(at);
        Optional<Run> last = course.last();
        boolean fresh = kind == LifePlan.Kind.RECYCLE;
        if (fresh || last.isEmpty()) filesSince = at;
        boolean image = !fresh && last.filter(Run::leavesImage).isPresent();
        long cached = fresh ? 0 : last.map(Run::leavesBytes).orElse(0L);
        Life life = plan(at).plan(kind, image);
        starts = 0;
        start = met(LifePlan.later(life.runningAt(), SCRIPT_AFTER), life, cached);
        heldUntil = held(life, start.at());
        ServerRun server = life.everRuns() && order.server() != ServerKind.NONE
                ? walk(heldUntil, cached)
                : ServerRun.none().withCache(cached);
        double pulls = image ? 0 : givens.scenario().sizes().imageGb(order.image());
        course.begin(new Run(life, server, Instant.MAX, pulls, cached), at);
    }

    private ServerStart met(Instant at, Life life, long cached) {
        return givens.start(id, order, fate.met(gpu, life.runningAt(), filesSince, at), at, cached);
    }

    private Instant held(Life life, Instant at) {
        return life.everRuns() && order.holdsDownload() ? at.plus(LONGEST_HOLD) : at;
    }

    private ServerRun walk(Instant held, long cached) {
        ServerRun run = givens.servers().walk(givens.chance(), start.heldUntil(held));
        ServerRun numbered = starts == 0 ? run : run.numbered(run.pid() + 130 * starts);
        return fate.doomed(numbered.withCache(cached));
    }

    /**
     * The server ends now, if it runs.
     *
     * @param lastWords what it writes into its log; empty for nothing
     */
    synchronized void endServer(Instant now, int code, String lastWords) {
        feel(now);
        if (server().alive(now)) course.replace(server().endedAt(now, code, lastWords));
    }

    /** Somebody runs the start script once more: its server starts, unless one runs already. */
    synchronized void startServer(Instant now) {
        feel(now);
        ServerRun before = server();
        if (!run().up(now) || course.resting() || order.server() == ServerKind.NONE || before.alive(now)) return;
        if (now.isBefore(start.at())) return;
        long cached = before.cachedBytes() + before.arrivedBytes(now);
        starts++;
        start = met(now, life(), cached);
        heldUntil = held(life(), now);
        course.replace(walk(heldUntil, cached));
    }

    /** Lets the cards' temperatures come up to that moment; a card that shuts itself off takes the server with it. */
    public synchronized void feel(Instant now) {
        heat.to(now, this::load).ifPresent(at -> {
            if (server().alive(at)) course.replace(server().endedAt(at, 1, CardHeat.LAST_WORDS));
        });
    }

    /** What the server asks of the cards then. */
    private CardHeat.Load load(Instant at) {
        if (course.last().isEmpty() || !runsAt(at)) return CardHeat.Load.NONE;
        ServerRun server = server();
        if (server.listening(at)) {
            return fate.hangs(server.listeningAt(), at) ? CardHeat.Load.WAITING : CardHeat.Load.SERVING;
        }
        return server.loaded(at) ? CardHeat.Load.WAITING : CardHeat.Load.NONE;
    }

    /** A card of it at this moment, as it really is. */
    public synchronized CardState card(int card, Instant now) {
        feel(now);
        return heat.card(card, now, load(now));
    }

    /** What its users ask of its cards from now on, as a share of their time. */
    synchronized void demand(double share, Instant now) {
        feel(now);
        heat.demand(share);
    }

    /** Uncorrected errors of its cards' memory that came while it was rented. */
    public int memoryErrors(Instant now) {
        return fate.memoryErrors(now);
    }

    /** Whether its server lists its models and comes to an end with no completion. */
    public synchronized boolean stuck(Instant now) {
        return has(Fault.ENGINE_STUCK) || fate.hangs(server().listeningAt(), now);
    }

    Fate fate() {
        return fate;
    }

    /** Whether its start script still holds back the download. */
    public synchronized boolean holdsDownload(Instant now) {
        return run().up(now) && !now.isBefore(start.at()) && now.isBefore(heldUntil);
    }

    /** Somebody in the container lets the download go. */
    synchronized void releaseDownload(Instant now) {
        if (!holdsDownload(now)) return;
        heldUntil = now;
        course.replace(walk(now, server().cachedBytes()));
        course.changed();
    }

    /** What its line carries of a download, in MB/s. */
    public double downloadMegabytesPerSecond() {
        return gpu.downloadMegabytesPerSecond(givens.lineMbps(offer));
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

    /** When it was made. */
    Instant madeAt() {
        return created;
    }

    /** What was ordered. */
    public Order order() {
        return order;
    }

    /** Download size of the model that it serves, in GB, as the scenario has it. */
    public double modelGb() {
        return modelGb;
    }

    /** What was rented. */
    public Listing offer() {
        return offer;
    }

    /** What happens to its container in its present run, or happened in its last one. */
    public synchronized Life life() {
        return run().life();
    }

    /** What its server goes through in its present run, or went through in its last one. */
    public synchronized ServerRun server() {
        return run().server();
    }

    private Run run() {
        return course.run();
    }

    /** Its cards as they are. */
    public GpuHealth gpu() {
        return gpu;
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

    /** When the contract ends; {@link Instant#MAX} where the host names no end. */
    public synchronized Instant endDate() {
        return end;
    }

    /** When it ceased to exist, or will; {@link Instant#MAX} for never. */
    public Instant end() {
        return goneAt();
    }

    synchronized void endsAt(Instant at) {
        end = at;
    }

    /** When it ceases to exist; {@link Instant#MAX} where nobody has let it go. */
    public synchronized Instant goneAt() {
        return goneAt;
    }

    synchronized boolean alive(Instant now) {
        return now.isBefore(goneAt) && !outages.gone(now);
    }

    /** The loop of the lease that the start script carries; empty if it carries none. */
    public Optional<LeaseLoop> lease() {
        return lease;
    }

    /** When the start script of the present run is run; never before the container is up. */
    synchronized Instant scriptAt() {
        return LifePlan.later(life().runningAt(), SCRIPT_AFTER);
    }

    /** The container runs, whether or not somebody can reach it. */
    synchronized boolean runsAt(Instant now) {
        return now.isBefore(goneAt) && !course.resting() && run().up(now);
    }

    /** The container runs and the host can be reached. */
    public synchronized boolean up(Instant now) {
        return alive(now) && !outages.dark(now) && run().up(now);
    }

    /** Whether sshd answers. */
    public synchronized boolean sshAnswers(Instant now) {
        return up(now) && order.hasSsh() && life().sshAnswers(now) && !(has(Fault.SSH_LOST_HOT) && hot(now));
    }

    private boolean hot(Instant now) {
        feel(now);
        return heat.hot();
    }

    /** Whether its server listens. */
    public synchronized boolean serves(Instant now) {
        feel(now);
        return up(now) && server().listening(now);
    }

    /** The label as it is now, empty for none. */
    public synchronized String label() {
        return label;
    }

    synchronized void relabel(String text) {
        label = text;
    }

    /** What it bids now, in USD per hour; empty for a rental on demand. */
    public synchronized OptionalDouble bid() {
        return tariff.bid();
    }

    /** USD per hour for the cards while they run: the bid, but never more than the price on demand. */
    public synchronized double gpuDollarsPerHour() {
        return tariff.rate();
    }

    /** USD per hour for the disk at that moment; some hosts take more while a box is stopped. */
    public synchronized double diskDollarsPerHour(Instant now) {
        boolean quiet = course.resting() && !now.isBefore(rest().quietAt());
        return quiet ? offer.stoppedDiskDollarsPerHour(order.diskGb()) : offer.diskDollarsPerHour(order.diskGb());
    }

    /** What it has cost by that moment, which must not lie before the market's last look. */
    public synchronized Bill bill(Instant now) {
        if (now.isBefore(goneAt)) return Bill.of(this, now);
        if (finalBill.isEmpty()) finalBill = Optional.of(Bill.of(this, now));
        return finalBill.get();
    }

    /** What the API says of it. */
    public synchronized ContractState state(Instant now) {
        Optional<Kind> outage = outages.at(now);
        boolean wordy = givens.chance().hits(0.5, "outbid words", offer.machineId());
        ContractState state = course.resting() ? rest().state(now, wordy) : running(now);
        return outage.filter(kind -> kind != Kind.GONE)
                .map(kind -> new ContractState(
                        Optional.of(kind.name().toLowerCase(Locale.ROOT)),
                        state.curState(),
                        state.nextState(),
                        state.intendedStatus(),
                        state.statusMessage()))
                .orElse(state);
    }

    private ContractState running(Instant now) {
        String word = life().stopped(now) ? "stopped" : "running";
        return ContractState.all(life().actualStatus(now), word, StatusMessage.of(life(), order, now));
    }

    /** @param effective when the machine has the key */
    synchronized void attach(AccountKey key, Instant effective) {
        keys.attach(key, effective);
    }

    synchronized boolean detach(long keyId) {
        return keys.detach(keyId);
    }

    synchronized List<AccountKey> attachedKeys() {
        return keys.all();
    }

    /** Keys that open the machine now, in OpenSSH form. */
    synchronized Set<String> keysAt(Instant now) {
        return has(Fault.KEY_REFUSED) ? Set.of() : keys.textsAt(now);
    }

    /** Notes one request to destroy, and how many there were. */
    public synchronized int destroyAsked(Instant now) {
        if (destroyCalls++ == 0) destroyAskedAt = now;
        return destroyCalls;
    }

    /** When it was first asked to go; empty if never. */
    public synchronized Optional<Instant> destroyAskedAt() {
        return destroyAskedAt.equals(Instant.MAX) ? Optional.empty() : Optional.of(destroyAskedAt);
    }

    synchronized void goesAt(Instant at) {
        if (at.isBefore(goneAt)) goneAt = at;
        course.changed();
    }

    /** It was made, but will not start by itself: a stopped instance whose disk is billed. */
    public synchronized void stop() {
        course.endRun(created);
        course.rest(new Rest(created, created, Why.NEVER_STARTED, false, Optional.empty(), Instant.MAX));
    }

    /**
     * Ends the present run, if there is one, and rests.
     *
     * @param quietAt when the container has ended
     */
    synchronized void rest(Why why, Instant now, Instant quietAt) {
        feel(now);
        boolean resting = course.resting();
        boolean ran = resting ? rest().ran() : run().life().running(now);
        Instant quiet = ran && !resting ? quietAt : now;
        Optional<String> message = resting ? rest().message() : StatusMessage.of(life(), order, now);
        course.endRun(quiet);
        course.rest(new Rest(now, quiet, why, ran || course.runCount() > 1, message, Instant.MAX));
    }

    private Rest rest() {
        return course.rest();
    }

    /** Why it rests; empty while it runs or is about to. */
    synchronized Optional<Why> resting() {
        return course.resting() ? Optional.of(rest().why()) : Optional.empty();
    }

    /** Ends the present run at once, for another one. */
    synchronized void endRun(Instant at) {
        course.endRun(at);
    }

    /** Whether it has no container at the moment. */
    public synchronized boolean stopped() {
        return course.resting();
    }

    /** A number that changes whenever somebody changes its course; what was planned before is void then. */
    synchronized long turn() {
        return course.turn();
    }

    synchronized int runCount() {
        return course.runCount();
    }

    synchronized List<Run> runs() {
        return course.runs();
    }

    synchronized List<Rest> rests() {
        return course.rests();
    }

    synchronized Tariff tariff() {
        return tariff;
    }

    synchronized Outages outages() {
        return outages;
    }

    synchronized void outage(Instant from, Instant to, Kind kind) {
        outages = outages.with(from, to, kind);
    }

    synchronized double meteredDollars() {
        return meteredDollars;
    }

    synchronized void meter(double dollars) {
        meteredDollars += dollars;
    }

    /** Whether the customer can know of it: some answer named it. */
    synchronized boolean known() {
        return known;
    }

    /** Some answer named it to the customer. */
    public synchronized void becomesKnown() {
        known = true;
    }
}
