package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Life.Halt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Works out the life of a contract from who rents what where: dice and arithmetic, no clock. */
final class LifePlan {

    private static final String OCI = "Error response from daemon: failed to create task for container: "
            + "failed to create shim task: OCI runtime create failed: ";
    /** A registry serves no single machine faster than this, in MB/s. */
    private static final double FASTEST_PULL = 250;

    private final Chance chance;
    private final FaultBook faults;
    private final Listing offer;
    private final Order order;
    private final long contractId;
    private final Instant created;

    LifePlan(Chance chance, FaultBook faults, Listing offer, Order order, long contractId, Instant created) {
        this.chance = chance;
        this.faults = faults;
        this.offer = offer;
        this.order = order;
        this.contractId = contractId;
        this.created = created;
    }

    Life plan() {
        boolean halfFilled = faults.strikes(Fault.HALF_FILLED, contractId);
        Instant loading = created.plus(between(3, 8, "loading"));
        Instant pulled = loading.plus(pullTime());
        boolean stuck = struck(Fault.PULL_STUCK);
        Instant running = stuck ? Instant.MAX : pulled.plus(between(3, 7, "start"));
        Optional<Halt> halt = halt(loading, pulled);
        return new Life(
                created,
                created.plus(halfFilled ? between(20, 35, "details") : between(1, 3, "details")),
                later(running, halfFilled ? between(5, 20, "ports") : Duration.ZERO),
                loading,
                pulled,
                stuck ? chance.between(0.15, 0.6, "stuck", contractId) : 1,
                running,
                halt,
                struck(Fault.SSHD_NEVER_UP) ? Instant.MAX : later(running, between(6, 20, "sshd")),
                struck(Fault.SSH_DROPS) ? later(running, between(40, 120, "drop")) : Instant.MAX,
                struck(Fault.HOST_OFFLINE) ? later(running, between(10, 150, "offline")) : Instant.MAX);
    }

    private Duration pullTime() {
        double gb = Registry.imageGb(order.image());
        double megabytesPerSecond = Math.min(FASTEST_PULL, offer.realMbps(chance) / 8);
        double unpack = gb * 1000 / Math.min(400, Math.max(60, offer.number("disk_bw", 500) / 4));
        return MarketTime.seconds(gb * 1000 / megabytesPerSecond + unpack);
    }

    private Optional<Halt> halt(Instant loading, Instant pulled) {
        Optional<String> imageError = Registry.imageError(order.image());
        if (imageError.isPresent()) {
            return Optional.of(new Halt(loading.plusSeconds(4), "created", false, imageError.get() + "\n"));
        }
        if (struck(Fault.REGISTRY_LIMIT)) {
            return Optional.of(new Halt(loading.plusSeconds(6), "loading", false, """
                    Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate \
                    limit. https://www.docker.com/increase-rate-limit
                    """));
        }
        if (struck(Fault.PULL_NO_SPACE)) return Optional.of(noSpace(loading, pulled));
        if (struck(Fault.PULL_STUCK)) return Optional.empty();
        return containerFailure().map(text -> new Halt(pulled.plusSeconds(3), "created", true, OCI + text));
    }

    private Halt noSpace(Instant loading, Instant pulled) {
        Instant at =
                loading.plus(Duration.between(loading, pulled).multipliedBy(6).dividedBy(10));
        String layer = chance.hex(12, "blob", order.image());
        return new Halt(
                at,
                "loading",
                false,
                "failed to register layer: write /var/lib/docker/tmp/GetImageBlob" + layer
                        + ": no space left on device\n");
    }

    private Optional<String> containerFailure() {
        if (struck(Fault.CDI_INJECTION)) {
            return Optional.of("could not apply required modification to OCI specification: error modifying OCI spec: "
                    + "failed to inject CDI devices: unresolvable CDI devices");
        }
        if (struck(Fault.OCI_RUNTIME)) {
            return Optional.of("runc create failed: unable to start container process: error during container init: "
                    + "error mounting \"/proc\" to rootfs: permission denied: unknown");
        }
        double cuda = Registry.imageCuda(order.image());
        if (struck(Fault.DRIVER_TOO_OLD) || offer.number("cuda_max_good", 99) < cuda) {
            return Optional.of("runc create failed: unable to start container process: error during container init: "
                    + "error running hook #0: error running hook: exit status 1, stdout: , stderr: nvidia-container-cli: "
                    + "requirement error: unsatisfied condition: cuda>=" + cuda
                    + ", please update your driver to a newer version, or use an earlier cuda container: unknown");
        }
        return Optional.empty();
    }

    private boolean struck(Fault fault) {
        return faults.strikesMachine(fault, offer.machineId(), offer.hostId(), created);
    }

    private Duration between(double low, double high, String what) {
        return MarketTime.seconds(chance.between(low, high, what, contractId));
    }

    /** Never stays never. */
    static Instant later(Instant from, Duration by) {
        return from.equals(Instant.MAX) ? from : from.plus(by);
    }
}
