package io.vastctl.vast;

import io.vastctl.instance.Instance;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls vastctl makes. {@link VastRestClient} makes them over HTTP; a simulation may answer them in
 * this process. Every method throws {@link VastApiException} when the API refuses or cannot be
 * reached after the retries that are safe.
 */
public interface VastApi extends Disposal {

    /** Offers as the server returns them, its order kept. An empty list is an answer. */
    List<Offer> searchOffers(OfferQuery query) throws InterruptedException;

    /**
     * Rents. Sent exactly once, whatever happens.
     *
     * @throws VastApiException refused; {@link VastApiException#newContract()} may name an instance that
     *     exists all the same
     * @throws UnclearCreateException no usable answer: the instance may exist
     */
    Created create(RentalOrder order) throws InterruptedException;

    @Override
    Optional<Instance> show(long instanceId) throws InterruptedException;

    /** All instances of the account in every state, all pages; throws rather than returning a part. */
    List<Instance> list() throws InterruptedException;

    @Override
    void destroy(long instanceId) throws InterruptedException;

    /** Asks a stopped instance to start; only its status shows what came of it. */
    StartAnswer start(long instanceId) throws InterruptedException;

    /** Adds a public key in OpenSSH form to a living instance; takes effect with delay. */
    void attachSshKey(long instanceId, String publicKey) throws InterruptedException;

    /**
     * The last lines of the container's own log; empty when the host has not uploaded it in time.
     *
     * @param tail number of lines
     */
    Optional<String> logs(long instanceId, int tail) throws InterruptedException;

    Account currentUser() throws InterruptedException;

    /**
     * What each instance of the account has cost that was charged for between those moments, dead ones included. One
     * that is missing is not known to have cost nothing: the list may lag, and the key may lack the right to read it.
     */
    List<Charge> charges(Instant from, Instant to) throws InterruptedException;

    /** How far our clock is ahead of the API's, by the last answer that told its time; empty if none did. */
    default Optional<Duration> clockSkew() {
        return Optional.empty();
    }

    /** Requests sent so far, by kind in words such as {@code show instance}; repeated ones included. */
    default Map<String, Integer> calls() {
        return Map.of();
    }
}
