package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;

/**
 * What a contract has cost, in USD: the GPU while it ran, the disk from the start, traffic as it came.
 */
public record Bill(double gpu, double disk, double traffic) {

    private static final double SECONDS_PER_HOUR = 3600;

    /** USD in all. */
    public double total() {
        return gpu + disk + traffic;
    }

    static Bill of(Contract contract, Instant now) {
        Instant until = now.isBefore(contract.goneAt()) ? now : contract.goneAt();
        Listing offer = contract.offer();
        Life life = contract.life();
        double disk = hours(life.created(), earlier(until, life.offlineAt()))
                * offer.diskDollarsPerHour(contract.order().diskGb());
        if (contract.stopped()) return new Bill(0, disk, 0);
        double gpu = hours(life.runningAt(), gpuUntil(contract, until)) * gpuDollarsPerHour(contract);
        double gigabytes =
                life.pulled(until) * Registry.imageGb(contract.order().image())
                        + contract.server().cacheBytes(until) / 1e9;
        return new Bill(gpu, disk, gigabytes * offer.number("inet_down_cost", 0));
    }

    /** USD per hour while it runs. */
    static double dollarsPerHour(Contract contract) {
        return gpuDollarsPerHour(contract)
                + contract.offer().diskDollarsPerHour(contract.order().diskGb());
    }

    /** A bid pays the bid, but never more than the price on demand. */
    public static double gpuDollarsPerHour(Contract contract) {
        return contract.gpuDollarsPerHour();
    }

    private static Instant gpuUntil(Contract contract, Instant until) {
        Life life = contract.life();
        Instant halted = life.halt().map(Life.Halt::at).orElse(Instant.MAX);
        return earlier(until, earlier(halted, life.offlineAt()));
    }

    private static double hours(Instant from, Instant to) {
        if (!from.isBefore(to)) return 0;
        return Duration.between(from, to).toMillis() / 1000.0 / SECONDS_PER_HOUR;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
