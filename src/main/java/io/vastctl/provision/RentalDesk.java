package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
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
import java.util.Locale;
import java.util.Optional;

/**
 * Rents with the intent on disk first. Create goes out once; an unclear answer is settled by looking for the
 * label in the full listing, with patience, because a listing may lag.
 */
final class RentalDesk {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    /** Good listings without our label that prove that nothing was made. */
    private static final int LOOKS_FOR_ABSENCE = 6;
    /** Listings tried before we give up, good ones and failed ones. */
    private static final int MOST_LOOKS = 30;
    /** Vast.ai documents 12 s for a create that came too early. */
    private static final Duration THROTTLE_PENALTY = Duration.ofSeconds(13);

    private final VastApi api;
    private final Journal journal;
    private final Sleeper sleeper;

    RentalDesk(VastApi api, Journal journal, Sleeper sleeper) {
        this.api = api;
        this.journal = journal;
        this.sleeper = sleeper;
    }

    /** Interrupted, it leaves the journal entry open for {@link Teardown} to settle. */
    Rented rent(Journal.Intent intent, RentalOrder order) throws InterruptedException {
        journal.intend(intent);
        try {
            long instanceId = api.create(order).instanceId();
            journal.created(intent.label(), instanceId);
            return new Rented.Contract(instanceId);
        } catch (UnclearCreateException e) {
            return settle(intent.label(), e);
        } catch (VastApiException e) {
            return refused(intent.label(), e);
        }
    }

    /** Looks for the label until it is found or proven absent; empty when neither could be had. */
    Optional<Optional<Long>> lookFor(String label) throws InterruptedException {
        int absent = 0;
        for (int look = 0; look < MOST_LOOKS; look++) {
            if (look > 0) sleeper.sleep(BETWEEN_LOOKS);
            try {
                Optional<Long> found = api.list().stream()
                        .filter(instance -> instance.label().equals(Optional.of(label)))
                        .map(Instance::instanceId)
                        .findFirst();
                if (found.isPresent()) return Optional.of(found);
                if (++absent >= LOOKS_FOR_ABSENCE) return Optional.of(Optional.empty());
            } catch (VastApiException e) {
                absent = 0;
            }
        }
        return Optional.empty();
    }

    private Rented settle(String label, VastApiException unclear) throws InterruptedException {
        Optional<Optional<Long>> answer = lookFor(label);
        Failure failure = failure(FailureClass.UNKNOWN, "create-unclear", unclear);
        if (answer.isEmpty()) return new Rented.Unsettled(failure);
        if (answer.get().isEmpty()) {
            journal.absent(label);
            return new Rented.Refused(failure(FailureClass.OFFER_GONE, "create-lost", unclear));
        }
        long instanceId = answer.get().get();
        journal.created(label, instanceId);
        return new Rented.Contract(instanceId);
    }

    private Rented refused(String label, VastApiException e) throws InterruptedException {
        Failure failure = failure(classOf(e.problem()), "create-" + word(e), e);
        if (e.newContract().isPresent()) {
            journal.created(label, e.newContract().getAsLong());
            return new Rented.Broken(e.newContract().getAsLong(), failure);
        }
        journal.absent(label);
        if (e.problem() == ApiProblem.THROTTLED) sleeper.sleep(THROTTLE_PENALTY);
        return new Rented.Refused(failure);
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
        String word = e.code().isEmpty() ? e.problem().name() : e.code();
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Failure failure(FailureClass failureClass, String signature, VastApiException e) {
        return new Failure(failureClass, signature, Phase.CREATE, String.valueOf(e.getMessage()));
    }
}
