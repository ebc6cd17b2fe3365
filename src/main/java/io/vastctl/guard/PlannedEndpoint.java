package io.vastctl.guard;

import io.vastctl.offer.RentalType;
import java.util.OptionalDouble;

/**
 * An endpoint to keep alive.
 *
 * @param name the operator's word for it, unique in the plan
 * @param workload name or file of the workload, as {@code --workload} takes it
 * @param strictness name of the policy that chooses offers
 * @param count how many rentals should serve it while its hours are open; 0 for none
 * @param maxDollarsPerHour USD per hour for one rental with its disk; without it, an equal share of the budget's hour
 */
public record PlannedEndpoint(
        String name,
        String workload,
        String strictness,
        int count,
        Hours hours,
        RentalType rentalType,
        OptionalDouble maxDollarsPerHour) {

    /** @throws IllegalArgumentException if a name is empty, the count negative or the limit no price */
    public PlannedEndpoint {
        Bounds.words("an endpoint's name", name);
        Bounds.words("the workload of " + name, workload);
        Bounds.words("the strictness of " + name, strictness);
        Bounds.between("the count of " + name, count, 0, 1000);
        if (maxDollarsPerHour.isPresent())
            Bounds.between("the price limit of " + name, maxDollarsPerHour.getAsDouble(), 0.001, 1000);
    }

    boolean isInterruptible() {
        return rentalType == RentalType.INTERRUPTIBLE;
    }
}
