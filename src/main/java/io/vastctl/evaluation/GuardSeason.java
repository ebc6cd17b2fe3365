package io.vastctl.evaluation;

import io.vastctl.endpoint.WorkloadEndpointCheck;
import io.vastctl.guard.loop.Checkpoint;
import io.vastctl.guard.loop.GuardWorld;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.guard.loop.Limit;
import io.vastctl.guard.loop.Post;
import io.vastctl.guard.loop.RentTime;
import io.vastctl.guard.loop.Replay;
import io.vastctl.guard.loop.Rounds;
import io.vastctl.guard.loop.Steady;
import io.vastctl.guard.loop.Teller;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.memory.guard.GuardOrders;
import io.vastctl.memory.guard.GuardTick;
import io.vastctl.memory.guard.GuardVenture;
import io.vastctl.memory.guard.GuardVentures;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.Surroundings;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.NearMarket;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastRestClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Days of one plan on one simulated market, kept by the real guard with a real database, which is killed now and then and
 * started again. In virtual time, for one thread.
 */
public final class GuardSeason {

    /** Noon, so that the first day is a short one. */
    static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

    private static final String PREFIX = "vastctl";
    private static final String GUARD = "simulated plan";
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGuardOfEndpointsInASimulatedMarketXXXXXXX vastctl";
    /** As a service manager would start it again, and then the dead one's hold on the plan has to end. */
    private static final Duration RESTART = Duration.ofSeconds(30);

    private static final Duration SAMPLE = Duration.ofMinutes(1);
    /** Of this many deaths one is noticed late only. */
    private static final int SELDOM = 7;

    private static final Duration NOBODY_NOTICES = Duration.ofHours(3);
    /** To give everything back in the end. */
    private static final Duration LONGEST_END = Duration.ofHours(6);
    /** What was seen is decided anew at once, and not needed any more soon. */
    private static final Duration KEEP = Duration.ofHours(3);

    private final GuardConditions conditions;
    private final long seed;
    private final NearMarket market;
    private final MarketTime time;
    private final Clock wall;
    private final SplittableRandom random;
    private final Database database;
    private final GuardScore score;
    private final Teller teller;
    private final SignatureTable signatures = SignatureTable.forStatusMessages();
    private int lives;
    private int runs;

    /** @param teller hears what the guards do, by the market's clock */
    public GuardSeason(GuardConditions conditions, Scenario scenario, long seed, Function<Clock, Teller> teller) {
        this.conditions = conditions;
        this.seed = seed;
        market = new NearMarket(scenario, seed, START);
        time = market.time();
        this.teller = teller.apply(time);
        wall = market.operatorClock();
        random = new SplittableRandom(seed);
        database = Database.inMemory(wall);
        GuardBound bound = new GuardBound(
                conditions.plan(),
                conditions.every(),
                endpoint -> RentTime.of(
                        conditions.limits(),
                        conditions.adapters(),
                        conditions.demands().apply(endpoint).workload()));
        score = new GuardScore(conditions.plan(), bound, new GuardTenancy(this::open), this::endpoint);
    }

    private Set<String> open() {
        return new Journal(database).open().stream().map(Journal.Entry::label).collect(Collectors.toSet());
    }

    private Optional<String> endpoint(String label) {
        return new Journal(database)
                .find(label)
                .flatMap(entry -> new GuardVentures(database, GUARD)
                        .since(Instant.EPOCH).stream()
                                .filter(venture ->
                                        venture.runId().equals(entry.intent().runId()))
                                .map(GuardVenture::endpoint)
                                .findFirst());
    }

    /**
     * Plays.
     *
     * @param kills how often the guard is killed, at random moments and places
     */
    public GuardFigures play(Duration length, int kills) throws InterruptedException {
        return play(length, GuardDeath.some(random, START, length, kills));
    }

    GuardFigures play(Duration length, List<GuardDeath> deaths) throws InterruptedException {
        Instant end = START.plus(length);
        market.payIn(conditions.plan().budget().perMonth() * 2);
        int killed = 0;
        try (database) {
            for (GuardDeath death : deaths) {
                if (death.when().isBefore(time.instant())) continue;
                if (live(new Doom(time, death.when(), death.where()), end)) break;
                killed++;
                score.died(time.instant());
                dead(killed % SELDOM == 0 ? NOBODY_NOTICES : RESTART);
            }
            live(new Doom(time, Instant.MAX, Checkpoint.Point.ACTED), end);
            new GuardOrders(database, GUARD).give(GuardOrders.STOP_AND_DESTROY, "");
            live(new Doom(time, Instant.MAX, Checkpoint.Point.ACTED), end.plus(LONGEST_END));
            return score.figures(market.truth(), killed);
        }
    }

    /** Nobody looks after anything. */
    private void dead(Duration span) throws InterruptedException {
        Instant until = time.instant().plus(span);
        while (time.instant().isBefore(until)) {
            time.sleep(shorter(SAMPLE, Duration.between(time.instant(), until)));
            score.sample(market.truth());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** One guard from its start to its death or that moment. @return whether it came to that moment alive */
    private boolean live(Doom doom, Instant until) throws InterruptedException {
        if (!time.instant().isBefore(until)) return true;
        String name = "guard-" + ++lives;
        Relay relay = new Relay(time, doom.over(time));
        VastRestClient client = VastRestClient.over(
                doom.over(market),
                NearMarket.ADDRESS,
                ApiKey.of("simulated"),
                wall,
                doom.over(time),
                new SplittableRandom(seed + lives));
        Ownership owner = Ownership.open(
                database, RunRequest.GUARD, wall, new Liveness("", pid -> Optional.empty()), (every, beat) -> () -> {});
        Surroundings surroundings = surroundings(client, doom);
        GuardWorld world = new GuardWorld(
                surroundings,
                client.control(),
                client.priceIncreases(),
                memory(owner),
                database,
                conditions.demands(),
                conditions.gpus(),
                Limit.none(),
                Steady.like(time),
                relay,
                teller,
                doom);
        Post post = new Post(GUARD, name, name, lives, PREFIX, Origin.SIMULATED, Post.HOLD, false);
        try (Keeper keeper = new Keeper(world, post, KEEP)) {
            Rounds rounds = new Rounds(
                    keeper,
                    relay,
                    time,
                    sleeper -> new Sweep(client, owner, surroundings.market(), wall, sleeper, PREFIX),
                    teller,
                    conditions::every);
            try {
                while (keeper.enter().isPresent()) dead(RESTART);
                rounds.begin();
                keeper.begun();
                rounds.run(conditions::plan, tick -> after(tick, until));
                keeper.awaitWork();
                keeper.leave();
                owner.close();
                return true;
            } catch (Doom.Killed e) {
                teller.happened(name + " was killed");
                relay.first().awaitOthers();
                return false;
            }
        }
    }

    private boolean after(Keeper.Tick tick, Instant until) {
        score.sample(market.truth());
        GuardTick stored = new GuardBook(database).last(GUARD).orElseThrow();
        score.tick(tick, Replay.of(stored, Optional.empty()).differs());
        return time.instant().isBefore(until);
    }

    private RunMemory memory(Ownership owner) {
        BadHosts badHosts = new BadHosts(database);
        return new RunMemory(
                owner.journal(),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, wall, conditions.constants()),
                ranked -> "");
    }

    private Surroundings surroundings(VastRestClient client, Doom doom) {
        return new Surroundings(
                client,
                market.ssh(PUBLIC_KEY),
                new WorkloadEndpointCheck(wall, doom.over(market)),
                conditions.adapters(),
                signatures,
                conditions.limits(),
                PUBLIC_KEY,
                wall,
                doom.over(time),
                () -> "vctl-guard-" + seed,
                () -> "rent-" + ++runs,
                name -> Optional.empty(),
                MarketName.inProcess("guard-" + seed),
                NearMarket.ADDRESS,
                () -> ExitCode.INTERRUPTED);
    }
}
