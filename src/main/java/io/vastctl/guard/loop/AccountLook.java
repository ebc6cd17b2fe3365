package io.vastctl.guard.loop;

import io.vastctl.instance.Instance;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.PriceIncrease;
import io.vastctl.vast.PriceIncreases;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the marketplace told in one look. */
sealed interface AccountLook {

    /**
     * A whole and good listing.
     *
     * @param balance USD of credit; empty if it was not told
     * @param increases price increases that wait for an answer; those of the last look that told them
     */
    record Seen(List<Instance> listing, OptionalDouble balance, List<PriceIncrease> increases) implements AccountLook {}

    /**
     * Nothing to rely on.
     *
     * @param network whether the API could not even be reached, as when our own network is down
     * @param refused whether it refused our key
     */
    record Dark(String why, boolean network, boolean refused) implements AccountLook {}

    Set<ApiProblem> REFUSED = EnumSet.of(ApiProblem.AUTH, ApiProblem.FORBIDDEN);

    Logger LOG = LoggerFactory.getLogger(AccountLook.class);

    /**
     * Asks once.
     *
     * @param somethingMustShow whether a rental is known that any good listing has
     */
    static AccountLook ask(VastApi api, PriceIncreases priceIncreases, boolean askIncreases, boolean somethingMustShow)
            throws InterruptedException {
        try {
            List<Instance> listing = api.list();
            if (listing.isEmpty() && somethingMustShow)
                return new Dark("the listing is empty although rentals of ours are alive", false, false);
            return new Seen(listing, balance(api), askIncreases ? increases(priceIncreases) : List.of());
        } catch (VastApiException e) {
            return new Dark(firstLine(e), e.problem() == ApiProblem.TRANSPORT, REFUSED.contains(e.problem()));
        }
    }

    private static OptionalDouble balance(VastApi api) throws InterruptedException {
        try {
            return OptionalDouble.of(api.currentUser().creditDollars());
        } catch (VastApiException e) {
            LOG.warn("the balance is unknown: {}", e.getMessage());
            return OptionalDouble.empty();
        }
    }

    private static List<PriceIncrease> increases(PriceIncreases api) throws InterruptedException {
        try {
            return api.pending().increases();
        } catch (VastApiException e) {
            LOG.warn("price increases are unknown: {}", e.getMessage());
            return List.of();
        }
    }

    private static String firstLine(VastApiException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no answer");
    }
}
