package io.vastctl.vast;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One create request.
 *
 * @param offerId the listing to rent
 * @param label ours alone, at most 256 characters: the only way to find the instance after a lost answer
 * @param diskGb cannot be changed later
 * @param environment variables and port flags ({@code -p 8000:8000} to {@code 1}); may hold secrets
 * @param startScript run after the container's entry point; below 4000 characters
 * @param direct whether the offer has open ports for direct SSH; else the proxy is used
 * @param bid USD per hour, for an interruptible rental only
 */
public record RentalOrder(
        long offerId,
        String label,
        String image,
        int diskGb,
        Map<String, String> environment,
        String startScript,
        boolean direct,
        OptionalDouble bid) {

    public RentalOrder {
        environment = Map.copyOf(environment);
    }

    /** Leaves out the environment: it holds secrets. */
    @Override
    public String toString() {
        return "RentalOrder[offer " + offerId + ", label " + label + ", image " + image + ", disk " + diskGb + " GB]";
    }
}
