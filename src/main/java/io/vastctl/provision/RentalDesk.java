package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.memory.StoreException;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.RentalOrder;
import io.vastctl.vast.UnclearCreateException;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rents with the intent on disk first. Create goes out once; an unclear answer is settled by looking for the
 * label in the full listing, with patience, because a listing may lag.
 */
public final class RentalDesk {

    /** The offer is still there: our call came too early, and the client holds the next one back. */
    public static final String THROTTLED = "create-throttled";

    /** The evidence that a create made nothing. */
    static final String NOT_LISTED = "no good listing shows the label";

    private static final Logger LOG = LoggerFactory.getLogger(RentalDesk.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    /** Good listings without our label that prove that nothing was made. */
    private static final int LOOKS_FOR_ABSENCE = 6;
    /** A living rental is noted at least this often, so that an empty listing can be told from a broken one. */
    private static final Duration OTHERS_SEEN = Duration.ofMinutes(2);
    /** Listings tried before we give up, good ones and failed ones. */
    private static final int MOST_LOOKS = 30;

    private final VastApi api;
    private final Journal journal;
    private final Troubles troubles;
    private final Sleeper sleeper;

    RentalDesk(VastApi api, Journal journal, Troubles troubles, Sleeper sleeper) {
        this.api = api;
        this.journal = journal;
        this.troubles = troubles;
        this.sleeper = sleeper;
    }

    /** Rents what is in the journal as intended. Interrupted, it leaves the journal entry open for {@link Teardown} to settle. */
    Rented rent(RentalOrder order) throws InterruptedException {
        try {
            return noted(order.label(), api.create(order).instanceId());
        } catch (UnclearCreateException e) {
            return settle(order.label(), e);
        } catch (VastApiException e) {
            return refused(order.label(), e);
        }
    }

    /** Looks for the label until it is found or proven absent; empty when neither could be had. */
    private Optional<Optional<Long>> lookFor(String label) throws InterruptedException {
        return lookFor(label, () -> false);
    }

    /** The same for as long as there is time; the first look is made in any case. */
    Optional<Optional<Long>> lookFor(String label, BooleanSupplier enough) throws InterruptedException {
        int absent = 0;
        for (int look = 0; look < MOST_LOOKS; look++) {
            if (look > 0 && enough.getAsBoolean()) return Optional.empty();
            if (look > 0) sleeper.sleep(BETWEEN_LOOKS);
            try {
                List<Instance> listing = api.list();
                Optional<Long> found = listing.stream()
                        .filter(instance -> instance.label().equals(Optional.of(label)))
                        .map(Instance::instanceId)
                        .findFirst();
                if (found.isPresent()) return Optional.of(found);
                if (listing.isEmpty() && othersLive(label)) absent = 0;
                else if (++absent >= LOOKS_FOR_ABSENCE) return Optional.of(Optional.empty());
            } catch (RuntimeException e) {
                // Whatever broke the listing, it does not show that there is nothing.
                LOG.warn("looking for {}: {}", label, e.getMessage());
                absent = 0;
            }
        }
        return Optional.empty();
    }

    private boolean othersLive(String label) {
        try {
            return journal.othersLive(label, OTHERS_SEEN);
        } catch (StoreException e) {
            return false;
        }
    }

    /** A rental that the journal does not know by its number must not be relied on. */
    private Rented noted(String label, long instanceId) {
        if (troubles.written(() -> journal.created(label, instanceId))) return new Rented.Contract(instanceId);
        return new Rented.Broken(
                instanceId,
                new Failure(FailureClass.UNKNOWN, "journal-failed", Phase.CREATE, "the journal could not be written"));
    }

    private Rented settle(String label, VastApiException unclear) throws InterruptedException {
        Optional<Optional<Long>> answer = lookFor(label);
        if (answer.isEmpty()) return new Rented.Unsettled(failure(FailureClass.UNKNOWN, "create-unclear", unclear));
        if (answer.get().isPresent()) return noted(label, answer.get().get());
        troubles.written(() -> journal.absent(label, NOT_LISTED));
        return new Rented.Refused(failure(FailureClass.OFFER_GONE, "create-lost", unclear));
    }

    private Rented refused(String label, VastApiException e) {
        Failure failure = failure(classOf(e.problem()), "create-" + word(e), e);
        if (e.newContract().isEmpty()) {
            troubles.written(() -> journal.absent(label, "the create was refused"));
            return new Rented.Refused(failure);
        }
        long instanceId = e.newContract().getAsLong();
        troubles.written(() -> journal.created(label, instanceId));
        return new Rented.Broken(instanceId, failure);
    }

    private static FailureClass classOf(ApiProblem problem) {
        return switch (problem) {
            case AUTH, FORBIDDEN, NO_CREDIT -> FailureClass.ACCOUNT;
            case INVALID -> FailureClass.WORKLOAD_FATAL;
            // The listing, its price or the moment was wrong: another offer may do.
            case OFFER_GONE, BAD_PRICE, UNAVAILABLE, NOT_FOUND, THROTTLED -> FailureClass.OFFER_GONE;
            case SERVER, TRANSPORT -> FailureClass.UNKNOWN;
        };
    }

    private static String word(VastApiException e) {
        if (e.problem() == ApiProblem.THROTTLED) return "throttled";
        String word = e.code().isEmpty() ? e.problem().name() : e.code();
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Failure failure(FailureClass failureClass, String signature, VastApiException e) {
        return new Failure(failureClass, signature, Phase.CREATE, String.valueOf(e.getMessage()));
    }
}
