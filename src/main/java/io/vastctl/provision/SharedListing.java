package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.Account;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.Charge;
import io.vastctl.vast.Created;
import io.vastctl.vast.RentalOrder;
import io.vastctl.vast.StartAnswer;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The same API, asked once for all rentals that are waited for: {@link #show} answers from one listing of all that is
 * read anew now and then. What the listing lacks is asked for by itself, a few at a time, since a listing may lag and be
 * incomplete: nobody is gone because a list does not show him. What is being destroyed is asked for by itself, too.
 *
 * <p>{@link #list} gives all who ask meanwhile one listing that begins after they asked, so that it proves as much as one of
 * their own. The same search is made once for all who ask within some seconds.
 *
 * <p>For the threads of one {@link Relay}: the calls inside are made aside of it, all else with the baton.
 */
public final class SharedListing implements VastApi {

    /** Between two questions for an instance that the listing lacks, of all of them. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

    /** A listing so many intervals old tells nothing any more. */
    private static final int TOO_OLD = 4;

    /** Of so many living ones a listing shows at least one. */
    private static final int PLAUSIBLE = 3;

    /** @param interval to the next one, and to which age it counts: of many pages one takes longer than the usual interval */
    private record Listing(Instant begun, Duration interval, Map<Long, Instance> instances) {}

    private final VastApi api;
    private final Clock clock;
    private final Duration interval;
    private final SharedReading<List<Instance>> readings;
    private final SharedSearch search;
    /** Rentals of ours that are waited for. */
    private final Map<Long, Birth> born = new HashMap<>();

    private final Set<Long> leaving = new HashSet<>();
    private final Map<Long, Instant> asked = new HashMap<>();
    private Optional<Listing> latest = Optional.empty();
    private Optional<VastApiException> trouble = Optional.empty();
    private Instant nextListing = Instant.MIN;
    private Instant nextQuestion = Instant.MIN;

    private record Birth(String label, Instant at) {}

    /**
     * Knows of no rental yet.
     *
     * @param sleeper how whichever thread asks waits for what another reads
     * @param interval between two listings, at least
     */
    public SharedListing(VastApi api, Clock clock, Sleeper sleeper, Duration interval) {
        this.api = api;
        this.clock = clock;
        this.interval = interval;
        readings = new SharedReading<>(clock, sleeper);
        search = new SharedSearch(api, clock, sleeper);
    }

    @Override
    public Optional<Instance> show(long instanceId) throws InterruptedException {
        Birth birth = born.get(instanceId);
        if (birth == null || leaving.contains(instanceId)) return api.show(instanceId);
        if (!readings.isUnderWay() && !clock.instant().isBefore(nextListing)) lookAgain();
        Listing listing = latest.filter(this::isFresh).orElseThrow(this::blind);
        Instance seen = listing.instances().get(instanceId);
        if (seen != null) return Optional.of(seen);
        if (!birth.at().isBefore(listing.begun())) throw notYet(instanceId, "the last listing is older than it");
        if (!mayAsk(instanceId)) throw notYet(instanceId, "the listing lacks it, and it will be asked for by itself");
        return api.show(instanceId);
    }

    private boolean isFresh(Listing listing) {
        return listing.begun().plus(listing.interval().multipliedBy(TOO_OLD)).isAfter(clock.instant());
    }

    private VastApiException blind() {
        return trouble.orElseGet(() -> new VastApiException(ApiProblem.UNAVAILABLE, 0, "", "no listing was read yet"));
    }

    private static VastApiException notYet(long instanceId, String why) {
        return new VastApiException(ApiProblem.UNAVAILABLE, 0, "", "instance " + instanceId + ": " + why);
    }

    private void lookAgain() throws InterruptedException {
        try {
            readings.fresh(this::read);
        } catch (VastApiException e) {
            trouble = Optional.of(e);
        }
    }

    private List<Instance> read() throws InterruptedException {
        Instant begun = clock.instant();
        try {
            List<Instance> listing = List.copyOf(api.list());
            note(begun, listing);
            return listing;
        } finally {
            nextListing = clock.instant().plus(pace(begun));
        }
    }

    /** No faster than every other moment is spent reading: the account's other listings take turns with these. */
    private Duration pace(Instant begun) {
        Duration took = Duration.between(begun, clock.instant());
        return took.compareTo(interval) > 0 ? took : interval;
    }

    private void note(Instant begun, List<Instance> listing) {
        Map<Long, Instance> instances =
                listing.stream().collect(Collectors.toMap(Instance::instanceId, Function.identity(), (a, b) -> a));
        if (isPlausible(instances)) {
            latest = Optional.of(new Listing(begun, pace(begun), instances));
            trouble = Optional.empty();
        } else
            trouble = Optional.of(
                    new VastApiException(ApiProblem.SERVER, 200, "", "an empty listing, although rentals are alive"));
    }

    /** An empty listing where several live is one of those that never mean "none". */
    private boolean isPlausible(Map<Long, Instance> instances) {
        return !instances.isEmpty() || born.size() - leaving.size() < PLAUSIBLE;
    }

    private boolean mayAsk(long instanceId) {
        Instant now = clock.instant();
        boolean due = !asked.getOrDefault(instanceId, Instant.MIN).isAfter(now) && !nextQuestion.isAfter(now);
        if (!due) return false;
        asked.put(instanceId, now.plus(interval));
        nextQuestion = now.plus(BETWEEN_QUESTIONS);
        return true;
    }

    /** Nobody waits any more for what has a label that begins so: from now on it is asked for by itself. */
    public void release(String beginning) {
        born.values().removeIf(birth -> birth.label().startsWith(beginning));
        leaving.retainAll(born.keySet());
        asked.keySet().retainAll(born.keySet());
    }

    @Override
    public Created create(RentalOrder order) throws InterruptedException {
        Created created = api.create(order);
        born.put(created.instanceId(), new Birth(order.label(), clock.instant()));
        return created;
    }

    @Override
    public void destroy(long instanceId) throws InterruptedException {
        if (born.containsKey(instanceId)) leaving.add(instanceId);
        api.destroy(instanceId);
    }

    @Override
    public List<Instance> list() throws InterruptedException {
        return readings.fresh(this::read);
    }

    @Override
    public List<Offer> searchOffers(OfferQuery query) throws InterruptedException {
        return search.offers(query);
    }

    @Override
    public StartAnswer start(long instanceId) throws InterruptedException {
        return api.start(instanceId);
    }

    @Override
    public void attachSshKey(long instanceId, String publicKey) throws InterruptedException {
        api.attachSshKey(instanceId, publicKey);
    }

    @Override
    public Optional<String> logs(long instanceId, int tail) throws InterruptedException {
        return api.logs(instanceId, tail);
    }

    @Override
    public Account currentUser() throws InterruptedException {
        return api.currentUser();
    }

    @Override
    public List<Charge> charges(Instant from, Instant to) throws InterruptedException {
        return api.charges(from, to);
    }

    @Override
    public Optional<Duration> clockSkew() {
        return api.clockSkew();
    }

    @Override
    public Map<String, Integer> calls() {
        return api.calls();
    }
}
