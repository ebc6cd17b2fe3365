package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.readiness.FakeMachine;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.time.FakeTime;
import io.vastctl.vast.Account;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.Charge;
import io.vastctl.vast.Created;
import io.vastctl.vast.RentalOrder;
import io.vastctl.vast.StartAnswer;
import io.vastctl.vast.UnclearCreateException;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A marketplace in memory whose faults a test can script. */
public final class FakeVast implements VastApi {

    /** What happens to a create request. */
    interface CreateFault {
        /** Throws to refuse; returns whether the answer gets lost on its way. */
        boolean losesAnswer(RentalOrder order) throws InterruptedException;
    }

    private record Rental(RentalOrder order, FakeMachine machine) {}

    final List<Offer> offers = new ArrayList<>();
    final List<RentalOrder> orders = new ArrayList<>();
    final Map<Long, Consumer<FakeMachine>> scripts = new HashMap<>();
    double credit = 10;
    CreateFault createFault = order -> false;
    public Duration listingLag = Duration.ZERO;
    public boolean destroyHasNoEffect;
    /** The next contract is answered, and never comes to be. */
    boolean vanishes;
    /** So many destroyed instances are listed again once they were read as gone. */
    int returnsAfterDestroy;
    /** What the account was charged, as far as it tells. */
    public final List<Charge> charges = new ArrayList<>();
    /** Instances of other renters in the same account. */
    public final List<Instance> foreign = new ArrayList<>();
    /** After the effect of a create or destroy, before its answer. */
    Calls.Hook after = (name, number) -> {};
    /** Listings that come instead of the true ones, first ones first. */
    public final Deque<List<Instance>> lies = new ArrayDeque<>();

    Optional<String> containerLog = Optional.empty();
    StartAnswer startAnswer = StartAnswer.ACCEPTED;
    Consumer<FakeMachine> startWish = unchanged -> {};

    private final Map<Long, Rental> living = new LinkedHashMap<>();
    private final Map<Long, Rental> destroyed = new LinkedHashMap<>();
    /** How often each destroyed instance was read as gone. */
    private final Map<Long, Integer> gone = new HashMap<>();

    private final FakeTime time;
    private final Calls calls;
    private long lastInstanceId = 500;

    public FakeVast(FakeTime time, Calls calls) {
        this.time = time;
        this.calls = calls;
    }

    /** Changes how the machine of that offer behaves once it is rented. */
    void script(long offerId, Consumer<FakeMachine> change) {
        scripts.put(offerId, change);
    }

    public List<Long> alive() {
        return List.copyOf(living.keySet());
    }

    public List<String> aliveLabels() {
        return living.values().stream().map(rental -> rental.order().label()).toList();
    }

    FakeMachine machine(String host) {
        return living.values().stream()
                .map(Rental::machine)
                .filter(machine -> machine.host().equals(host))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing alive at " + host));
    }

    public static VastApiException refusal(ApiProblem problem) {
        return new VastApiException(problem, 400, "", "the API says " + problem);
    }

    @Override
    public List<Offer> searchOffers(OfferQuery query) throws InterruptedException {
        calls.made("search");
        return List.copyOf(offers);
    }

    @Override
    public Created create(RentalOrder order) throws InterruptedException {
        orders.add(order);
        calls.made("create");
        boolean lost = createFault.losesAnswer(order);
        long instanceId = put(order);
        after.before("create", orders.size());
        if (vanishes) living.remove(instanceId);
        if (lost) throw new UnclearCreateException(ApiProblem.TRANSPORT, 0, "connection reset");
        return new Created(instanceId);
    }

    /** Makes the rental without an answer, as a server does whose answer names an error. */
    public long put(RentalOrder order) {
        long instanceId = ++lastInstanceId;
        FakeMachine machine = new FakeMachine(instanceId, time.instant());
        scripts.getOrDefault(order.offerId(), unchanged -> {}).accept(machine);
        living.put(instanceId, new Rental(order, machine));
        return instanceId;
    }

    @Override
    public Optional<Instance> show(long instanceId) throws InterruptedException {
        calls.made("show");
        Rental rental = living.get(instanceId);
        if (rental == null) {
            gone.computeIfPresent(instanceId, (id, seen) -> seen + 1);
            return Optional.empty();
        }
        InstanceSighting sighting = rental.machine().api.apply(age(rental));
        if (sighting instanceof InstanceSighting.Seen seen) return Optional.of(seen.instance());
        if (sighting instanceof InstanceSighting.Gone) return Optional.empty();
        throw refusal(ApiProblem.TRANSPORT);
    }

    @Override
    public List<Instance> list() throws InterruptedException {
        calls.made("list");
        if (!lies.isEmpty()) return lies.remove();
        if (returnsAfterDestroy > 0 && gone.values().stream().anyMatch(reads -> reads >= 2)) bringBack();
        List<Instance> listing = new ArrayList<>(foreign);
        living.entrySet().stream()
                .filter(entry -> age(entry.getValue()).compareTo(listingLag) >= 0)
                .map(entry -> row(entry.getKey(), entry.getValue().order().label()))
                .forEach(listing::add);
        return listing;
    }

    @Override
    public void destroy(long instanceId) throws InterruptedException {
        calls.made("destroy");
        if (!destroyHasNoEffect) {
            Rental rental = living.remove(instanceId);
            if (rental != null) {
                destroyed.put(instanceId, rental);
                gone.put(instanceId, 0);
            }
        }
        after.before("destroy", 0);
    }

    /** The instance destroyed last is alive again. */
    void bringBack() {
        long last =
                destroyed.keySet().stream().reduce((first, second) -> second).orElseThrow();
        living.put(last, destroyed.remove(last));
        gone.remove(last);
        returnsAfterDestroy--;
    }

    @Override
    public StartAnswer start(long instanceId) throws InterruptedException {
        calls.made("start");
        Optional.ofNullable(living.get(instanceId)).map(Rental::machine).ifPresent(startWish);
        return startAnswer;
    }

    @Override
    public void attachSshKey(long instanceId, String publicKey) throws InterruptedException {
        calls.made("attach");
    }

    @Override
    public Optional<String> logs(long instanceId, int tail) throws InterruptedException {
        calls.made("logs");
        return containerLog;
    }

    @Override
    public Account currentUser() throws InterruptedException {
        calls.made("user");
        return new Account(1, credit);
    }

    @Override
    public List<Charge> charges(Instant from, Instant to) throws InterruptedException {
        calls.made("charges");
        return List.copyOf(charges);
    }

    public static Instance row(long instanceId, String label) {
        return row(instanceId, Optional.of(label));
    }

    private Duration age(Rental rental) {
        return rental.machine().age(time.instant());
    }

    public static Instance row(long instanceId, Optional<String> label) {
        return new Instance(
                instanceId,
                label,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }
}
