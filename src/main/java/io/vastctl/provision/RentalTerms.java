package io.vastctl.provision;

import io.vastctl.memory.Bounds;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Prices;
import io.vastctl.memory.Purpose;
import io.vastctl.offer.Offer;
import io.vastctl.offer.RentalType;
import io.vastctl.ranking.Demand;
import io.vastctl.readiness.GpuCheck;
import io.vastctl.readiness.PortProof;
import io.vastctl.readiness.Tenancy;
import io.vastctl.vast.RentalOrder;
import io.vastctl.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What we ask for when renting one offer.
 *
 * @param label ours alone
 * @param apiKey of the endpoint to be; a secret
 * @param gpuDollarsPerHour USD per hour for the GPUs: the listed price, or our bid
 * @param passed the operator's variables that the workload asks for; secrets
 * @param books under what it is booked
 */
public record RentalTerms(
        String runId,
        String label,
        Offer offer,
        Workload workload,
        RentalType type,
        double gpuDollarsPerHour,
        String apiKey,
        Map<String, String> passed,
        Books books) {

    /**
     * Under what the rental is booked in the journal.
     *
     * @param market as {@link MarketName} has it
     * @param accountId who pays
     */
    public record Books(Origin origin, String market, OptionalLong accountId, Purpose purpose, Bounds bounds) {}

    /** A bid a little above the floor: one below it is answered as "no such offer". */
    private static final double OVER_THE_FLOOR = 1.05;

    /**
     * USD per hour for the GPUs: the listed price, or a bid that with the disk stays below the price ceiling.
     *
     * @param leastBid the operator's own lowest bid; zero for none
     */
    static double gpuPrice(Offer offer, Demand demand, double leastBid) {
        if (demand.filter().rentalType() == RentalType.ON_DEMAND) return offer.gpuDollarsPerHour();
        double floor = offer.minBid().orElse(offer.gpuDollarsPerHour());
        double most = demand.filter().maxDollarsPerHour()
                - offer.diskDollarsPerHour(demand.workload().diskGb());
        double bid = Math.max(leastBid, Math.ceil(floor * OVER_THE_FLOOR * 10_000) / 10_000);
        return Math.max(floor, Math.min(bid, most));
    }

    double dollarsPerHour() {
        return gpuDollarsPerHour + offer.diskDollarsPerHour(workload.diskGb());
    }

    RentalCost cost() {
        return RentalCost.of(offer, workload, gpuDollarsPerHour);
    }

    Journal.Intent intent(int attempt) {
        return new Journal.Intent(
                label,
                runId,
                attempt,
                offer.offerId(),
                offer.machineId(),
                offer.hostId(),
                new Prices(
                        gpuDollarsPerHour,
                        offer.diskDollarsPerHour(workload.diskGb()),
                        offer.downloadDollarsPerGb().orElse(0),
                        offer.uploadDollarsPerGb().orElse(0)),
                books.origin(),
                books.market(),
                books.accountId(),
                books.purpose(),
                books.bounds());
    }

    public RentalOrder order(String startScript) {
        return new RentalOrder(
                offer.offerId(),
                label,
                workload.image(),
                workload.diskGb(),
                environment(),
                startScript,
                offer.directPorts().orElse(0) > 0,
                type == RentalType.INTERRUPTIBLE ? OptionalDouble.of(gpuDollarsPerHour) : OptionalDouble.empty());
    }

    Tenancy tenancy(long instanceId) {
        return new Tenancy(instanceId, workload, promise(), endpointKey().orElse(""), type == RentalType.INTERRUPTIBLE);
    }

    private GpuCheck.Promise promise() {
        return new GpuCheck.Promise(
                new GpuCheck.Offered(
                        offer.numGpus(),
                        offer.gpuName(),
                        offer.gpuRamMb(),
                        offer.pcieLanes(),
                        offer.driverVersion(),
                        offer.cudaMaxGood()),
                new GpuCheck.Needed(
                        workload.diskGb(),
                        workload.minCuda(),
                        workload.model(),
                        workload.modelGb(),
                        GpuCheck.UNBOUNDED,
                        workload.environment()));
    }

    /** What opens the endpoint; empty where its server asks for nothing. */
    Optional<String> endpointKey() {
        return workload.serving().keyVariable().map(variable -> apiKey);
    }

    /** What must not be seen in anything that is written down. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(passed.values());
        secrets.add(apiKey);
        return secrets;
    }

    /** A server that only the tunnel leads to has no mapping to prove either. */
    private List<Integer> mappedPorts() {
        return workload.serving().publicPort() ? List.of(workload.port(), PortProof.port(workload)) : List.of();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(workload.environment());
        environment.putAll(passed);
        for (int port : mappedPorts()) environment.put("-p " + port + ":" + port, "1");
        workload.serving().keyVariable().ifPresent(variable -> environment.put(variable, apiKey));
        environment.put("VASTCTL_MODEL", workload.model());
        return environment;
    }

    /** Leaves out the key and what was passed. */
    @Override
    public String toString() {
        return "RentalTerms[" + label + ", offer " + offer.offerId() + "]";
    }
}
