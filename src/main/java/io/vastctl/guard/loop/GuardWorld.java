package io.vastctl.guard.loop;

import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.memory.Database;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.Surroundings;
import io.vastctl.ranking.Demand;
import io.vastctl.vast.InstanceControl;
import io.vastctl.vast.PriceIncreases;
import java.util.function.Function;

/**
 * Everything outside the guard that it talks to; a simulation replaces these and nothing else.
 *
 * @param market what a run works with; its sleeper is not used, the relay's are
 * @param control changes what is rented
 * @param memory where its rents keep what outlives them; the journal in this process's name
 * @param database the same file
 * @param demands what an endpoint of the plan asks of the market, without its price limit; the workload and policy that
 *     it names
 * @param relay whose first thread runs the loop
 */
public record GuardWorld(
        Surroundings market,
        InstanceControl control,
        PriceIncreases increases,
        RunMemory memory,
        Database database,
        Function<PlannedEndpoint, Demand> demands,
        GpuWatch gpus,
        Limit limit,
        Steady steady,
        Relay relay,
        Teller teller,
        Checkpoint checkpoint) {

    /** The same with another bound on steps. */
    GuardWorld withLimit(Limit other) {
        return new GuardWorld(
                market, control, increases, memory, database, demands, gpus, other, steady, relay, teller, checkpoint);
    }
}
