package io.vastctl.scale;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.endpoint.WorkloadEndpointCheck;
import io.vastctl.guard.Action;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.loop.Checkpoint;
import io.vastctl.guard.loop.GuardWorld;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.guard.loop.Limit;
import io.vastctl.guard.loop.PlainGpuWatch;
import io.vastctl.guard.loop.Post;
import io.vastctl.guard.loop.Rounds;
import io.vastctl.guard.loop.Steady;
import io.vastctl.guard.loop.Teller;
import io.vastctl.memory.Database;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.guard.GuardOrders;
import io.vastctl.memory.guard.GuardVentures;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.offer.RentalType;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.Surroundings;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.EndpointCheck;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.NearMarket;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastRestClient;
import io.vastctl.workload.Workload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * One real guard that keeps so many rentals alive in a calm simulated market, in virtual time, and what the marketplace gets
 * of it. Two things are as in life, not as in other plays: who waits for its turn to call lets the others go on, and the
 * guard's looks at machines and endpoints, which go on side by side, take no time but for the first one at each machine. So
 * its looks find every server well.
 */
public final class GuardCalls implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");
    private static final String PREFIX = "vastctl";
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGuardOfManyEndpointsInASimulatedMarketXX vastctl";
    private static final double DOLLARS_PER_HOUR = 1;

    private final int rentals;
    private final NearMarket market;
    private final MarketTime time;
    private final CallTally tally;
    private final Database database;
    private final VastRestClient client;
    private final Relay relay;
    private final Ownership owner;
    private final Keeper keeper;
    private final Rounds rounds;
    private final Thread guard = Thread.currentThread();
    private final List<String> happened = new ArrayList<>();
    private int runs;

    /**
     * What was seen.
     *
     * @param full the minute in which as many rentals answered as were planned; empty if that never came
     * @param serving how many answered in the end
     * @param ticks looks of the guard from the minute {@code from} on
     * @param from the first minute that was counted as keeping alive
     * @param to the minute after the last one
     * @param alive contracts in the market in the end
     */
    public record Played(Optional<Long> full, long serving, int ticks, long from, long to, int alive) {}

    public GuardCalls(int rentals, long seed) {
        this.rentals = rentals;
        market = new NearMarket(CalmMarket.of(300 + 6 * rentals), seed, START);
        time = market.time();
        tally = new CallTally(market, time);
        database = Database.inMemory(time);
        relay = new Relay(time, time);
        client = VastRestClient.over(
                tally, NearMarket.ADDRESS, ApiKey.of("simulated"), time, relay.anyone(), new SplittableRandom(seed));
        owner = Ownership.open(
                database, RunRequest.GUARD, time, new Liveness("", pid -> Optional.empty()), (every, beat) -> () -> {});
        Surroundings surroundings = surroundings(seed);
        Demand demand = new Demand(
                new WorkloadCatalog(Path.of("none")).find("tinyllama"),
                StrictnessPolicy.BALANCED,
                OfferFilter.defaults());
        Teller teller = new Teller() {
            @Override
            public void happened(String line) {
                happened.add(time.instant() + " " + line);
            }

            @Override
            public void told(Action.Tell what) {
                happened.add(time.instant() + " TOLD " + what);
            }

            @Override
            public void decided(Decision decision) {
                if (decision.action() instanceof Action.OnRental what && !(what instanceof Action.RenewLease))
                    happened.add(time.instant() + " " + decision.rule() + ": " + decision.reason());
            }
        };
        GuardWorld world = new GuardWorld(
                surroundings,
                client.control(),
                client.priceIncreases(),
                memory(),
                database,
                endpoint -> demand,
                new PlainGpuWatch(),
                Limit.none(),
                Steady.like(time),
                relay,
                teller,
                Checkpoint.NONE);
        Post post = new Post("many", "bench", "bench", 1, PREFIX, Origin.SIMULATED, Post.HOLD, false);
        keeper = new Keeper(world, post, Duration.ofHours(1));
        rounds = new Rounds(
                keeper,
                relay,
                time,
                sleeper -> new Sweep(client, owner, surroundings.market(), time, sleeper, PREFIX),
                teller,
                () -> Duration.ofMinutes(1));
    }

    /** What came, by minutes from the beginning. */
    public CallTally tally() {
        return tally;
    }

    /** What the guard told, with the moment. */
    public List<String> happened() {
        return List.copyOf(happened);
    }

    /**
     * Rents, then keeps alive.
     *
     * @param longestStart after that it counts as keeping alive, however few rentals answer by then
     * @param keeping from then on
     */
    public Played play(Duration longestStart, Duration keeping) throws InterruptedException {
        keeper.enter();
        rounds.begin();
        keeper.begun();
        return keep(rent(time.instant().plus(longestStart)), keeping);
    }

    private Played keep(Optional<Instant> full, Duration keeping) throws InterruptedException {
        // The first minute that has nothing of the start in it.
        long from = tally.minute(time.instant()) + 1;
        Instant end = time.instant().plus(keeping);
        int[] ticks = {0};
        long[] serving = {0};
        rounds.run(this::plan, tick -> {
            ticks[0]++;
            serving[0] = serving(tick);
            return time.instant().isBefore(end);
        });
        return new Played(
                full.map(tally::minute),
                serving[0],
                ticks[0],
                from,
                tally.minute(time.instant()),
                market.truth().alive().size());
    }

    /**
     * Takes over as many rentals, running, from an earlier guard of the plan that rented them one after the other, and keeps
     * them alive. For numbers of which the start takes too long to be played.
     */
    public Played takeOver(Duration keeping) throws InterruptedException {
        keeper.enter();
        rounds.begin();
        Adopted.rent(rentals, client, owner.journal(), new GuardVentures(database, "many"), "bench", PUBLIC_KEY, time);
        keeper.begun();
        return keep(Optional.empty(), keeping);
    }

    /** What was seen of giving all back: from which minute to which, and what is alive in the end. */
    public record GivenBack(long from, long to, int alive) {}

    /** As {@code guard stop --destroy}: until nothing is left, or that long at most. */
    public GivenBack giveBack(Duration longest) throws InterruptedException {
        long from = tally.minute(time.instant()) + 1;
        Instant until = time.instant().plus(longest);
        new GuardOrders(database, "many").give(GuardOrders.STOP_AND_DESTROY, "");
        rounds.run(this::plan, tick -> time.instant().isBefore(until));
        keeper.awaitWork();
        return new GivenBack(
                from, tally.minute(time.instant()) + 1, market.truth().alive().size());
    }

    private Optional<Instant> rent(Instant until) throws InterruptedException {
        boolean[] full = {false};
        rounds.run(this::plan, tick -> {
            full[0] = serving(tick) >= rentals;
            return !full[0] && time.instant().isBefore(until);
        });
        return full[0] ? Optional.of(time.instant()) : Optional.empty();
    }

    private static long serving(Keeper.Tick tick) {
        return tick.seen().rentals().stream()
                .filter(rental -> rental.health().lastGood().isPresent())
                .count();
    }

    private Plan plan() {
        PlannedEndpoint chat = new PlannedEndpoint(
                "chat",
                "tinyllama",
                "balanced",
                rentals,
                Hours.ALWAYS,
                RentalType.ON_DEMAND,
                OptionalDouble.of(DOLLARS_PER_HOUR));
        return Plan.of(
                List.of(chat), new Budget(4.0 * rentals, 200_000, 900_000, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));
    }

    private RunMemory memory() {
        BadHosts badHosts = new BadHosts(database);
        return new RunMemory(
                owner.journal(),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, time),
                ranked -> "");
    }

    private Surroundings surroundings(long seed) {
        return new Surroundings(
                client,
                () -> new Glance(market.ssh(PUBLIC_KEY).open(), guard),
                sideBySide(new WorkloadEndpointCheck(time, tally)),
                AdapterCatalog.load(GuardCalls.class.getClassLoader(), List.of()),
                SignatureTable.forStatusMessages(),
                ReadinessLimits.DEFAULTS,
                PUBLIC_KEY,
                time,
                relay.anyone(),
                () -> "vctl-guard-" + seed,
                () -> "rent-" + ++runs,
                name -> Optional.empty(),
                MarketName.inProcess("guard-" + seed),
                NearMarket.ADDRESS,
                () -> ExitCode.INTERRUPTED);
    }

    /** Rents ask the servers; the guard's own looks at a thousand, one after the other, would take its minutes. */
    private EndpointCheck sideBySide(EndpointCheck real) {
        return new EndpointCheck() {
            @Override
            public Result ask(URI baseUrl, String model, String apiKey) {
                throw new UnsupportedOperationException("asked by workload here");
            }

            @Override
            public Result ask(Workload workload, URI baseUrl, String model, String apiKey) throws InterruptedException {
                return Thread.currentThread().equals(guard)
                        ? new Result.Answered(Duration.ofMillis(300), 40)
                        : real.ask(workload, baseUrl, model, apiKey);
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
