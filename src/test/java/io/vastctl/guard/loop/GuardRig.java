package io.vastctl.guard.loop;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.endpoint.WorkloadEndpointCheck;
import io.vastctl.guard.Action;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.ReplacementRules;
import io.vastctl.guard.Rule;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.guard.GuardVentures;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RentalEnd;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.Surroundings;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.EndpointCheck;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.NearMarket;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastRestClient;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/** The real guard of one endpoint, "chat", on a simulated market in virtual time, with a real database. */
final class GuardRig implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

    private static final String GUARD = "plan";
    private static final String PREFIX = "vastctl";
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGuardOfEndpointsInASimulatedMarketXXXXXXX vastctl";

    final NearMarket market;
    final MarketTime time;
    final Database database;
    final VastRestClient client;
    final List<Decision> decided = new ArrayList<>();
    final List<String> happened = new ArrayList<>();
    final List<Action.Tell> told = new ArrayList<>();
    private final Ownership owner;
    private final Relay relay;
    private final Keeper keeper;
    private final GuardWorld world;
    private final Post post = new Post(GUARD, "rig", "rig", 1, PREFIX, Origin.SIMULATED, Post.HOLD, false);
    private final Rounds rounds;
    private Plan plan;
    private final long seed;
    /** What the demand of an endpoint throws from now on. */
    Optional<RuntimeException> noDemand = Optional.empty();

    /** Whether servers answer to a wrong key from now on. */
    boolean exposed;

    private boolean begun;
    private int runs;

    /** @param scenario the text of a scenario file */
    GuardRig(Path folder, String scenario, long seed, Plan plan) {
        this(folder, scenario, seed, plan, Database::inMemory);
    }

    /** The same with a database of one's own, on the market's clock. */
    GuardRig(Path folder, String scenario, long seed, Plan plan, Function<Clock, Database> databases) {
        this.plan = plan;
        this.seed = seed;
        market = new NearMarket(scenario(folder, scenario), seed, START);
        time = market.time();
        database = databases.apply(time);
        market.payIn(500);
        relay = new Relay(time, time);
        client = VastRestClient.over(
                market, NearMarket.ADDRESS, ApiKey.of("simulated"), time, time, new SplittableRandom(seed));
        owner = Ownership.open(
                database, RunRequest.GUARD, time, new Liveness("", pid -> Optional.empty()), (every, beat) -> () -> {});
        Surroundings surroundings = surroundings();
        Teller teller = teller();
        world = new GuardWorld(
                surroundings,
                client.control(),
                client.priceIncreases(),
                memory(),
                database,
                endpoint -> {
                    if (noDemand.isPresent()) throw noDemand.get();
                    return new Demand(
                            new WorkloadCatalog(Path.of("none")).find(endpoint.workload()),
                            StrictnessPolicy.BALANCED,
                            OfferFilter.defaults());
                },
                new SmiWatch(),
                Limit.none(),
                Steady.like(time),
                relay,
                teller,
                Checkpoint.NONE);
        keeper = new Keeper(world, post, Duration.ofHours(3));
        rounds = new Rounds(
                keeper,
                relay,
                time,
                sleeper -> new Sweep(client, owner, surroundings.market(), time, sleeper, PREFIX),
                teller,
                () -> Duration.ofMinutes(1));
    }

    static Plan plan(RentalType type, int count, double most, BidRules bids) {
        PlannedEndpoint chat = new PlannedEndpoint(
                "chat", "tinyllama", "balanced", count, Hours.ALWAYS, type, OptionalDouble.of(most));
        Plan standard = Plan.of(List.of(chat), new Budget(4 * most, 60, 600, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));
        return new Plan(
                standard.endpoints(),
                standard.budget(),
                standard.thermal(),
                standard.health(),
                standard.healing(),
                standard.replacement(),
                bids,
                standard.absence());
    }

    private static Scenario scenario(Path folder, String text) {
        try {
            return Scenario.read(Files.writeString(folder.resolve("scenario.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Teller teller() {
        return new Teller() {
            @Override
            public void decided(Decision decision) {
                decided.add(decision);
            }

            @Override
            public void told(Action.Tell what) {
                told.add(what);
            }

            @Override
            public void happened(String line) {
                happened.add(line);
            }
        };
    }

    /** As if the operator had changed the plan's file. */
    void follow(Plan next) {
        plan = next;
    }

    /** Lets the guard work until something holds, or that long at most. @return whether it came to hold */
    boolean until(Duration most, Predicate<Keeper.Tick> holds) throws InterruptedException {
        Instant end = time.instant().plus(most);
        if (!begun) {
            keeper.enter();
            rounds.begin();
            keeper.begun();
            begun = true;
        }
        boolean[] came = {false};
        rounds.run(() -> plan, tick -> {
            came[0] = holds.test(tick);
            return !came[0] && time.instant().isBefore(end);
        });
        return came[0];
    }

    /** Waits for what goes on beside the loop. @return how often that was told meanwhile */
    int signsUntilTheWorkIsDone() {
        int[] signs = {0};
        keeper.awaitWork(() -> signs[0]++);
        return signs[0];
    }

    /** How many instances the market has. */
    int alive() {
        try {
            return client.list().size();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The plan with another endpoint in place of its own. */
    static Plan without(Plan plan) {
        PlannedEndpoint none = new PlannedEndpoint(
                "other", "tinyllama", "balanced", 0, Hours.ALWAYS, RentalType.ON_DEMAND, OptionalDouble.of(0.6));
        return new Plan(
                List.of(none),
                plan.budget(),
                plan.thermal(),
                plan.health(),
                plan.healing(),
                plan.replacement(),
                plan.bids(),
                plan.absence());
    }

    void during(Duration span) throws InterruptedException {
        until(span, tick -> false);
    }

    /** Until as many rentals answer as the plan wants. */
    boolean untilServed(Duration most) throws InterruptedException {
        int count = plan.endpoints().get(0).count();
        return until(
                most,
                tick -> tick.seen().rentals().stream()
                                .filter(rental -> rental.health().lastGood().isPresent())
                                .count()
                        >= count);
    }

    static Plan replacingAhead(Plan plan, Duration ahead) {
        ReplacementRules rules = plan.replacement();
        return new Plan(
                plan.endpoints(),
                plan.budget(),
                plan.thermal(),
                plan.health(),
                plan.healing(),
                new ReplacementRules(
                        rules.patience(),
                        rules.storm(),
                        rules.drainFor(),
                        ahead,
                        rules.startAhead(),
                        rules.backoff(),
                        rules.longestBackoff(),
                        rules.leastCeilingShare()),
                plan.bids(),
                plan.absence());
    }

    /** USD per hour for the cards, as it was rented. */
    double rentedFor() {
        return owner.journal().open().get(0).intent().prices().gpuDollarsPerHour();
    }

    /** As if the operator wanted none of those machines. */
    void barContractsLongerThan(Duration length) throws InterruptedException {
        BadHosts bad = new BadHosts(database);
        for (Offer offer : client.searchOffers(OfferQuery.broad(RentalType.ON_DEMAND, 40, 500)))
            if (offer.rentableFor().filter(left -> left.compareTo(length) <= 0).isEmpty())
                bad.addManual(Scope.MACHINE, offer.machineId(), "for another day", Optional.empty());
    }

    void allowAllMachines() {
        new BadHosts(database).clear(Optional.empty());
    }

    /** What the guard's journal has now. */
    List<Journal.Entry> entries() {
        return Books.read(new GuardVentures(database, GUARD), time.instant()).entries();
    }

    /** Carries decisions out as the guard does after a look, and waits until that is done. */
    void act(List<Decision> decisions, Keeper.Tick tick, List<Journal.Entry> entries) throws InterruptedException {
        GuardVentures ventures = new GuardVentures(database, GUARD);
        try (Fleet fleet = new Fleet(world)) {
            new Hands(world, ventures, fleet, new Renter(world, post, ventures, fleet))
                    .act(decisions, tick.seen(), entries, plan);
        }
        keeper.awaitWork();
    }

    /** As if the guard had given up before the marketplace told that what it destroyed is gone. */
    void destroyUnproven() throws InterruptedException {
        for (Journal.Entry entry : owner.journal().open()) {
            owner.journal().destroying(entry.label());
            client.destroy(entry.instanceId().orElseThrow());
        }
        while (!client.list().isEmpty()) time.sleep(Duration.ofSeconds(5));
    }

    /** As {@code vastctl down} does it, from another process. */
    void takeDown(long instanceId) throws InterruptedException {
        Journal.Entry entry = owner.journal().open().stream()
                .filter(one -> one.instanceId().orElse(0) == instanceId)
                .findFirst()
                .orElseThrow();
        new RentalEnd(client, owner.journal(), time, time, 0).end(entry, progress -> {});
    }

    List<Decision> by(Rule rule) {
        return decided.stream().filter(decision -> decision.rule() == rule).toList();
    }

    private RunMemory memory() {
        BadHosts badHosts = new BadHosts(database);
        return new RunMemory(
                owner.journal(),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, time, Constants.STANDARD),
                ranked -> "");
    }

    private Surroundings surroundings() {
        return new Surroundings(
                client,
                market.ssh(PUBLIC_KEY),
                asking(new WorkloadEndpointCheck(time, market)),
                AdapterCatalog.load(GuardRig.class.getClassLoader(), List.of()),
                SignatureTable.forStatusMessages(),
                ReadinessLimits.DEFAULTS,
                PUBLIC_KEY,
                time,
                time,
                () -> "vctl-guard-" + seed,
                () -> "rent-" + ++runs,
                name -> Optional.empty(),
                MarketName.inProcess("guard-" + seed),
                NearMarket.ADDRESS,
                () -> ExitCode.INTERRUPTED);
    }

    private EndpointCheck asking(EndpointCheck real) {
        return new EndpointCheck() {
            @Override
            public Result ask(URI baseUrl, String model, String apiKey) throws InterruptedException {
                throw new UnsupportedOperationException("asked by workload here");
            }

            @Override
            public Result ask(Workload workload, URI baseUrl, String model, String apiKey) throws InterruptedException {
                Result result = real.ask(workload, baseUrl, model, apiKey);
                return exposed && result instanceof Result.Answered good
                        ? new Result.OpenToAnyone(good.firstToken(), good.tokensPerSecond(), "a wrong key, too")
                        : result;
            }
        };
    }

    @Override
    public void close() {
        relay.first().interruptOthers();
        keeper.awaitWork();
        keeper.close();
        owner.close();
        database.close();
    }
}
