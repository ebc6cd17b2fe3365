package io.vastctl.scale;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.memory.Bounds;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Prices;
import io.vastctl.memory.Purpose;
import io.vastctl.memory.guard.GuardVenture;
import io.vastctl.memory.guard.GuardVentures;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.StartScript;
import io.vastctl.provision.survey.SampleOrder;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.simulator.NearMarket;
import io.vastctl.vast.RentalOrder;
import io.vastctl.vast.VastApi;
import io.vastctl.workload.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Rentals that an earlier guard left running. */
final class Adopted {

    private static final int DISK_GB = 100;
    /** What the image of the workload needs of the driver: on others its container does not start. */
    private static final double CUDA = 12.8;

    private static final Duration LEASE = Duration.ofHours(12);
    /** A contract that ends while it is looked at is no rental of which there is nothing to do. */
    private static final Duration SHORTEST = Duration.ofHours(12);

    private Adopted() {}

    /** Rents the cheapest, one after the other at the documented pace, and notes them as an earlier guard did. */
    static void rent(
            int rentals,
            VastApi api,
            Journal journal,
            GuardVentures ventures,
            String holder,
            String publicKey,
            Clock clock)
            throws InterruptedException {
        RunRequest request = request();
        Set<Long> machines = new HashSet<>();
        Deque<Offer> offers = new ArrayDeque<>();
        while (machines.size() < rentals) {
            // A search returns a part of the market; what is rented is no offer any more.
            if (offers.isEmpty()) offers.addAll(api.searchOffers(OfferQuery.broad(RentalType.ON_DEMAND, DISK_GB, 500)));
            Offer offer = offers.remove();
            if (!suits(offer) || !machines.add(offer.machineId())) continue;
            String run = "left-" + machines.size();
            RentalOrder order = SampleOrder.of(
                    request, offer.offerId(), run, started(request.demand().workload(), clock.instant()));
            ventures.begin(
                    new GuardVenture(
                            run,
                            "many",
                            "chat",
                            "tinyllama",
                            clock.instant(),
                            1,
                            OptionalLong.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    holder);
            journal.intend(new Journal.Intent(
                    order.label(),
                    run,
                    1,
                    offer.offerId(),
                    offer.machineId(),
                    offer.hostId(),
                    new Prices(offer.gpuDollarsPerHour(), 0.01, 0, 0),
                    Origin.SIMULATED,
                    MarketName.inProcess("guard-1"),
                    OptionalLong.empty(),
                    Purpose.GUARD,
                    Bounds.NONE));
            long id = api.create(order).instanceId();
            journal.created(order.label(), id);
            api.attachSshKey(id, publicKey);
            journal.renewed(order.label(), clock.instant().plus(LEASE));
            journal.kept(order.label());
            ventures.end(run, GuardVenture.READY);
        }
    }

    private static String started(Workload workload, Instant now) {
        ReadinessAdapter adapter = AdapterCatalog.load(Adopted.class.getClassLoader(), List.of())
                .find(workload.adapter())
                .orElseThrow();
        return StartScript.of(adapter, workload, LEASE, now, NearMarket.ADDRESS);
    }

    private static boolean suits(Offer offer) {
        return offer.numGpus() == 1
                && offer.diskGb().orElse(0) >= DISK_GB
                && offer.cudaMaxGood().orElse(0) >= CUDA
                && offer.rentableFor()
                        .filter(left -> left.compareTo(SHORTEST) < 0)
                        .isEmpty();
    }

    private static RunRequest request() {
        return new RunRequest(
                RunRequest.GUARD,
                new Demand(
                        new WorkloadCatalog(Path.of("none")).find("tinyllama"),
                        StrictnessPolicy.BALANCED,
                        new OfferFilter(
                                1, OptionalDouble.empty(), Set.of(), Set.of(), 1, RentalType.ON_DEMAND, Duration.ZERO)),
                new Ceilings(100, Duration.ofHours(1), 3, 10_000),
                "vastctl",
                false,
                Origin.SIMULATED);
    }
}
