package io.vastctl.guard.loop;

import io.vastctl.guard.Action;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.memory.guard.GuardVenture;
import io.vastctl.memory.guard.GuardVentures;
import io.vastctl.offer.RentalType;
import io.vastctl.provision.AccountCeilings;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.Provisioner;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.SharedListing;
import io.vastctl.provision.Surroundings;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes a decided rent: a run of its own, on a thread of its own, within the guard's ceilings. */
final class Renter {

    /** Machines that one rent may try; the next rent waits, and tries others. */
    private static final int MOST_ATTEMPTS = 3;
    /** The guard's own budgets count its rentals. */
    private static final int NO_LIMIT_OF_RENTALS = 10_000;
    /** So long a machine should serve before its contract's end has it replaced. */
    private static final Duration SHORTEST_SERVICE = Duration.ofHours(6);
    /** On top of the time it takes: what the images and models of the attempts may cost to download. */
    private static final double TRAFFIC_DOLLARS = 2;

    private final GuardWorld world;
    private final Post post;
    private final GuardVentures ventures;
    private final Fleet fleet;
    /** All rents read one listing, and make one search. */
    private final SharedListing shared;

    private final Map<String, Relay.Runner> atWork = new ConcurrentHashMap<>();
    private final Set<String> ending = ConcurrentHashMap.newKeySet();

    Renter(GuardWorld world, Post post, GuardVentures ventures, Fleet fleet) {
        this.world = world;
        this.post = post;
        this.ventures = ventures;
        this.fleet = fleet;
        Relay.Turn anyone = world.relay().anyone();
        shared = new SharedListing(
                Surroundings.aside(world.market().api(), anyone),
                world.market().clock(),
                anyone,
                world.market().limits().interval());
    }

    /** Notes the rent and begins it; returns at once. */
    void begin(Action.Rent rent, Plan plan) {
        PlannedEndpoint endpoint = plan.endpoint(rent.endpoint()).orElseThrow();
        Optional<Demand> demand = fleet.demand(endpoint).map(asked -> demand(asked, endpoint, rent.ceiling(), plan));
        String runId = world.market().runIds().get();
        Instant now = world.market().clock().instant();
        ventures.begin(
                new GuardVenture(
                        runId,
                        post.guard(),
                        endpoint.name(),
                        endpoint.workload(),
                        now,
                        rent.ceiling(),
                        rent.replaces(),
                        Optional.empty(),
                        Optional.empty()),
                post.holderId());
        world.checkpoint().reached(Checkpoint.Point.VENTURE_NOTED);
        if (demand.isEmpty()) {
            // As any rent that fails by ourselves: the next one waits, longer each time.
            end(runId, GuardVenture.ERROR);
            return;
        }
        RunRequest request = request(demand.get(), rent, plan);
        world.relay()
                .start(
                        "vastctl-guard-" + runId,
                        runner -> world.checkpoint().beside(() -> rent(runId, request, runner)));
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** A bid with its disk stays below the highest bid too; a machine that must be replaced at once again is none. */
    private static Demand demand(Demand asked, PlannedEndpoint endpoint, double ceiling, Plan plan) {
        OfferFilter filter = asked.filter();
        boolean bids = endpoint.rentalType() == RentalType.INTERRUPTIBLE;
        double limit = bids ? Math.min(ceiling, plan.bids().ceiling()) : ceiling;
        Duration outlives = plan.replacement().replaceAhead().plus(SHORTEST_SERVICE);
        return new Demand(
                asked.workload(),
                asked.policy(),
                new OfferFilter(
                        limit,
                        filter.minDollarsPerHour().isPresent()
                                        && filter.minDollarsPerHour().getAsDouble() <= limit
                                ? filter.minDollarsPerHour()
                                : OptionalDouble.empty(),
                        filter.excludedRegions(),
                        filter.gpuNames(),
                        filter.numGpus(),
                        endpoint.rentalType(),
                        longest(filter.minRentableFor(), outlives)));
    }

    private RunRequest request(Demand demand, Action.Rent rent, Plan plan) {
        Duration deadline = RentTime.of(world.market().limits(), world.market().adapters(), demand.workload());
        double dollars = rent.ceiling() * deadline.toMinutes() / 60.0 + TRAFFIC_DOLLARS;
        return new RunRequest(
                        RunRequest.GUARD,
                        demand,
                        new Ceilings(
                                Math.min(dollars, plan.budget().perDay()),
                                deadline,
                                MOST_ATTEMPTS,
                                NO_LIMIT_OF_RENTALS,
                                AccountCeilings.NONE),
                        post.labelPrefix(),
                        false,
                        post.origin())
                .leased(plan.absence().lease())
                .biddingAtLeast(plan.bids().floor());
    }

    /** Has it give back what it has, and end; nothing where it is over. */
    void breakOff(String runId) {
        Relay.Runner runner = atWork.get(runId);
        if (runner == null || !ending.add(runId)) return;
        world.teller().happened("rent " + runId + " is broken off");
        runner.breakOff();
    }

    /** Whether it is being broken off. */
    boolean isEnding(String runId) {
        return ending.contains(runId);
    }

    private void rent(String runId, RunRequest request, Relay.Runner runner) {
        atWork.put(runId, runner);
        String outcome;
        try {
            Surroundings market = world.market().beside(runner).withApi(shared).withRunId(runId);
            RunResult result = new Provisioner(market, world.memory(), event -> {}).run(request);
            outcome = outcome(result);
            for (AttemptResult kept : result.kept())
                kept.key().ifPresent(key -> fleet.key(kept.instanceId().orElseThrow(), key.secret()));
            world.teller().happened("rent " + runId + ": " + result.outcome() + said(result.message()));
        } catch (RuntimeException | Error e) {
            // Whatever it was: a rent that nobody notes as over would keep its place in the plan for good.
            world.teller().happened("rent " + runId + " failed: " + e);
            outcome = GuardVenture.ERROR;
        } finally {
            shared.release(request.labels(runId));
        }
        atWork.remove(runId);
        ending.remove(runId);
        // A guard that is dead notes nothing: the next one settles it.
        world.checkpoint().reached(Checkpoint.Point.VENTURE_OVER);
        end(runId, outcome);
    }

    private static String outcome(RunResult result) {
        if (!result.kept().isEmpty()) return GuardVenture.READY;
        return switch (result.outcome()) {
            case INTERRUPTED -> GuardVenture.BROKEN_OFF;
            case ERROR, ACCOUNT -> GuardVenture.ERROR;
            default -> GuardVenture.FAILED;
        };
    }

    private static String said(String message) {
        return message.isEmpty() ? "" : ", " + message;
    }

    /** What cannot be noted is settled by the next guard. */
    private void end(String runId, String outcome) {
        try {
            ventures.end(runId, outcome);
        } catch (RuntimeException e) {
            world.teller().happened("the end of rent " + runId + " could not be noted: " + e.getMessage());
        }
    }
}
