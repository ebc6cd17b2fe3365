package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The account's listing. One that comes broken, or empty where it cannot be, is asked for again, and never believed. */
public record AccountListing(VastApi api, Sleeper sleeper) {

    private static final int MOST_LOOKS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    /**
     * Reads it, several times if need be.
     *
     * @param somethingMustShow whether a rental is known that any good listing has
     * @throws VastApiException if no good listing could be had
     */
    public List<Instance> read(BooleanSupplier somethingMustShow) throws InterruptedException {
        for (int look = 1; ; look++) {
            try {
                List<Instance> listing = api.list();
                if (!listing.isEmpty() || !somethingMustShow.getAsBoolean()) return listing;
                if (look == MOST_LOOKS)
                    throw new VastApiException(
                            ApiProblem.SERVER, 200, "", "the listing is empty although rentals of ours are alive");
            } catch (VastApiException e) {
                if (e.problem() != ApiProblem.SERVER || look == MOST_LOOKS) throw e;
            }
            sleeper.sleep(BETWEEN_LOOKS);
        }
    }
}
