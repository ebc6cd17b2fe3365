package io.vastctl.ranking;

import io.vastctl.offer.Offer;
import java.util.Optional;

/**
 * The gates an offer must pass, in the order in which they are asked; the first failure names an
 * exclusion. A value that the listing leaves out fails the gate that needs it.
 */
public enum Gate {
    /** Storage is for rent too. */
    RESOURCE_TYPE("resource_type", Easing.NONE, "", Checks::resourceType),
    /** The listing says it can be rented, and nobody holds it. */
    RENTABLE("rentable", Easing.NONE, "", Checks::rentable),
    /** The workloads run on CUDA, which only NVIDIA's cards have. */
    GPU_ARCH("gpu_arch", Easing.NONE, "", Checks::gpuArch),
    NUM_GPUS("num_gpus", Easing.NONE, "", Checks::numGpus),
    GPU_NAME("gpu_name", Easing.ALSO, "", Checks::gpuName),
    /** Memory of one card in MB, with the workload's margin. */
    VRAM("vram", Easing.NONE, "MB", Checks::vram),
    COMPUTE_CAPABILITY("compute_capability", Easing.NONE, "", Checks::computeCapability),
    CUDA("cuda", Easing.NONE, "", Checks::cuda),
    VERIFIED("verified", Easing.NONE, "", Checks::verified),
    RELIABILITY("reliability", Easing.POLICY, "", Checks::reliability),
    DIRECT_PORTS("direct_ports", Easing.POLICY, "", Checks::directPorts),
    REGION("region", Easing.ALSO, "", Checks::region),
    /** With the disk we ask for, whatever disk the server priced. */
    PRICE("price", Easing.RAISE, "$/h", Checks::price),
    MIN_PRICE("min_price", Easing.LOWER, "$/h", Checks::minPrice),
    DISK("disk", Easing.NONE, "GB", Checks::disk),
    DURATION("duration", Easing.NONE, "h", Checks::duration),
    /** Bars on the machine or its host, as far as the policy spreads them. */
    BAD_HOST("bad_host", Easing.WHITELIST, "", Checks::badHost),
    /** An interruptible rental needs a lowest bid to start from. */
    BID("bid", Easing.NONE, "", Checks::bid);

    /**
     * How an operator could give way at a gate, by something that can be typed: an option or a command.
     * Gates without a way describe what the workload needs, or what no option turns off: giving way there
     * would buy a failure.
     */
    enum Easing {
        NONE,
        /** Only a less strict policy asks less, and it moves more than this gate. */
        POLICY,
        /** A least value can come down. */
        LOWER,
        /** A highest value can go up. */
        RAISE,
        /** One more value can be accepted. */
        ALSO,
        /** The machine can be exempted. */
        WHITELIST
    }

    /** One gate's question. */
    @FunctionalInterface
    private interface Check {
        Optional<Shortfall> apply(Gate gate, Offer offer, Screening screening);
    }

    private final String id;
    private final Easing easing;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // only ever a reference to a static method, which holds no state
    private final Check check;

    Gate(String id, Easing easing, String unit, Check check) {
        this.id = id;
        this.easing = easing;
        this.unit = unit;
        this.check = check;
    }

    /** The word in JSON, tables and summaries. */
    public String id() {
        return id;
    }

    /** Unit of value and limit; empty for a bare number or a word. */
    public String unit() {
        return unit;
    }

    /** What is missing for this offer to pass; empty if it passes. */
    public Optional<Shortfall> check(Offer offer, Screening screening) {
        return check.apply(this, offer, screening);
    }

    Easing easing() {
        return easing;
    }
}
