package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Outages.Stretch;
import java.time.Instant;

/**
 * What a contract has cost, in USD (vast-api.md, 12): the cards by the second while the container runs, the disk in
 * every state but offline, traffic as it came.
 */
public record Bill(double gpu, double disk, double traffic) {

    /** USD in all. */
    public double total() {
        return gpu + disk + traffic;
    }

    static Bill of(Contract contract, Instant now) {
        Instant until = Outages.earlier(now, contract.goneAt());
        return new Bill(gpu(contract, until), disk(contract, until), traffic(contract, until));
    }

    private static double gpu(Contract contract, Instant until) {
        double dollars = 0;
        for (Run run : contract.runs()) {
            Instant to = Outages.earlier(until, run.gpuUntil());
            for (Stretch stretch : contract.outages().billable(run.life().runningAt(), to)) {
                dollars += contract.tariff().dollars(stretch);
            }
        }
        return dollars;
    }

    private static double disk(Contract contract, Instant until) {
        double hours = hours(contract, contract.life().created(), until);
        double resting = 0;
        for (Rest rest : contract.rests())
            resting += hours(contract, rest.quietAt(), Outages.earlier(rest.until(), until));
        Listing offer = contract.offer();
        double gb = contract.order().diskGb();
        return offer.diskDollarsPerHour(gb) * (hours - resting) + offer.stoppedDiskDollarsPerHour(gb) * resting;
    }

    private static double traffic(Contract contract, Instant until) {
        double gigabytes = 0;
        for (Run run : contract.runs()) gigabytes += run.gigabytes(until);
        return gigabytes * contract.offer().number("inet_down_cost", 0) + contract.meteredDollars();
    }

    private static double hours(Contract contract, Instant from, Instant to) {
        double hours = 0;
        for (Stretch stretch : contract.outages().billable(from, to)) hours += stretch.hours();
        return hours;
    }
}
