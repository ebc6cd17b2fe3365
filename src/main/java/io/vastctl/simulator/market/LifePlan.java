package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Life.Halt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Works out one run of a contract's container from who rents what where: dice and arithmetic, no clock. */
final class LifePlan {

    private static final String OCI = "Error response from daemon: failed to create task for container: "
            + "failed to create shim task: OCI runtime create failed: ";
    /** A registry serves no single machine faster than this, in MB/s. */
    private static final double FASTEST_PULL = 250;

    /** How a run comes about. */
    enum Kind {
        CREATE,
        START,
        REBOOT,
        RECYCLE
    }

    private final Givens givens;
    private final Chance chance;
    private final FaultBook faults;
    private final Listing offer;
    private final Order order;
    private final long contractId;
    private final int number;
    private final Instant created;
    private final Instant from;

    /**
     * @param number of the run, 0 for the first
     * @param from when this run was asked for
     */
    LifePlan(Givens givens, Listing offer, Order order, long contractId, int number, Instant created, Instant from) {
        this.givens = givens;
        this.chance = givens.chance();
        this.faults = givens.faults();
        this.offer = offer;
        this.order = order;
        this.contractId = contractId;
        this.number = number;
        this.created = created;
        this.from = from;
    }

    /** @param image whether the machine has the image already */
    Life plan(Kind kind, boolean image) {
        boolean first = number == 0;
        boolean halfFilled = first && faults.strikesAt(from, Fault.HALF_FILLED, contractId);
        Instant loading = from.plus(prelude(kind));
        Instant pulled = loading.plus(image ? Duration.ZERO : pullTime());
        boolean stuck = !image && struck(Fault.PULL_STUCK);
        boolean falters = faults.strikesAt(from, Fault.EXITED_RECOVERS, contractId, number);
        Duration start = between(3, 7, "start").plus(falters ? between(15, 110, "falters") : Duration.ZERO);
        Instant running = stuck ? Instant.MAX : pulled.plus(start);
        return new Life(
                created,
                first ? created.plus(halfFilled ? between(20, 35, "details") : between(1, 3, "details")) : created,
                later(running, halfFilled ? between(5, 20, "ports") : Duration.ZERO),
                word(kind),
                loading,
                pulled,
                stuck ? chance.between(0.15, 0.6, "stuck", contractId) : 1,
                falters || kind == Kind.START ? "exited" : kind == Kind.REBOOT ? "rebooting" : "created",
                running,
                halt(image, loading, pulled).or(() -> crash(running)),
                struck(Fault.SSHD_NEVER_UP) ? Instant.MAX : later(running, between(6, 20, "sshd")),
                struck(Fault.SSH_DROPS) ? later(running, between(40, 120, "drop")) : Instant.MAX);
    }

    /** Whether the host will not be heard of for a while, or ever again, counted from the first run. */
    Outages outages(Life first) {
        Outages outages = Outages.NONE;
        if (struck(Fault.HOST_OFFLINE)) {
            Instant at = later(first.runningAt(), between(10, 150, "offline"));
            outages = outages.with(at, Instant.MAX, Outages.Kind.OFFLINE);
        }
        if (faults.strikesAt(from, Fault.STATUS_UNKNOWN, contractId)) {
            Instant at = later(first.runningAt(), between(5, 240, "blip"));
            boolean offline = chance.hits(0.5, "blip offline", contractId);
            outages = outages.with(
                    at,
                    later(at, between(20, 110, "blip length")),
                    offline ? Outages.Kind.OFFLINE : Outages.Kind.UNKNOWN);
        }
        return outages;
    }

    private static Optional<String> word(Kind kind) {
        return switch (kind) {
            case CREATE -> Optional.empty();
            case START -> Optional.of("exited");
            case REBOOT -> Optional.of("rebooting");
            case RECYCLE -> Optional.of("recycling");
        };
    }

    private Duration prelude(Kind kind) {
        return switch (kind) {
            case CREATE -> between(3, 8, "loading");
            case START -> between(4, 15, "left over");
            case REBOOT -> between(3, 10, "reboots");
            case RECYCLE -> between(4, 12, "recycles");
        };
    }

    private Optional<Halt> crash(Instant running) {
        if (running.equals(Instant.MAX) || !faults.strikesAt(from, Fault.CRASH, contractId, number))
            return Optional.empty();
        return Optional.of(new Halt(running.plus(between(60, 1_500, "crash")), "exited", false, ""));
    }

    private Duration pullTime() {
        double gb = givens.scenario().sizes().imageGb(order.image());
        double megabytesPerSecond = Math.min(FASTEST_PULL, givens.lineMbps(offer) / 8);
        double unpack = gb * 1000 / Math.min(400, Math.max(60, offer.number("disk_bw", 500) / 4));
        return MarketTime.seconds(gb * 1000 / megabytesPerSecond + unpack);
    }

    private Optional<Halt> halt(boolean image, Instant loading, Instant pulled) {
        return image ? gaveUp(pulled) : pullFailure(loading, pulled).or(() -> gaveUp(pulled));
    }

    private Optional<Halt> gaveUp(Instant pulled) {
        if (struck(Fault.PULL_STUCK)) return Optional.empty();
        return containerFailure().map(text -> new Halt(pulled.plusSeconds(3), "created", true, OCI + text));
    }

    private Optional<Halt> pullFailure(Instant loading, Instant pulled) {
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
        return struck(Fault.PULL_NO_SPACE) ? Optional.of(noSpace(loading, pulled)) : Optional.empty();
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
        return faults.strikesMachine(fault, offer.machineId(), offer.hostId(), from);
    }

    private Duration between(double low, double high, String what) {
        // The words of the first run stand without its number: a run more must not change what others do.
        Object[] words = number == 0 ? new Object[] {what, contractId} : new Object[] {what, contractId, number};
        return MarketTime.seconds(chance.between(low, high, words));
    }

    /** Never stays never. */
    static Instant later(Instant from, Duration by) {
        return from.equals(Instant.MAX) ? from : from.plus(by);
    }
}
