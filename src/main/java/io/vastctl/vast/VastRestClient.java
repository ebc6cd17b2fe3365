package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.Wire;
import io.vastctl.instance.Instance;
import io.vastctl.memory.Database;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.time.Sleeper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;

/**
 * Vast.ai over HTTPS. Keeps the documented intervals between calls, repeats what may be repeated, never
 * a create. Cheap to make: nothing is opened before the first call. Safe for several threads.
 */
public final class VastRestClient implements VastApi {

    private final VastHttp http;
    private final OfferPages search;
    private final InstancePages pages;
    private final InstanceLook look;
    private final Disposal disposal;
    private final InstanceControl control;
    private final SshKeyring sshKeys;
    private final PriceIncreases priceIncreases;
    private final AccountNews news;
    private final HostMachines hostMachines;
    private final ChargePages charges;

    /**
     * @param base {@code https://console.vast.ai}, or plain http on this machine
     * @param clock shows the time that {@code sleeper} lets pass; pauses and intervals are counted on it
     * @param random spreads the waits between tries
     * @param notices told in one line, without secrets, before each wait for another try
     * @throws IllegalArgumentException an address to which the key must not be sent
     */
    public VastRestClient(
            URI base, ApiKey key, Clock clock, Sleeper sleeper, RandomGenerator random, Consumer<String> notices) {
        this(base, key, clock, sleeper, random, Patience.STANDARD, notices, Optional::empty);
    }

    /**
     * The same with others that use the same key.
     *
     * @param state where they take turns; empty for as long as it is not open, and then it keeps its own pace
     */
    public VastRestClient(
            URI base,
            ApiKey key,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            Consumer<String> notices,
            Supplier<Optional<Database>> state) {
        this(base, key, clock, sleeper, random, Patience.STANDARD, notices, state);
    }

    VastRestClient(
            URI base,
            ApiKey key,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            Patience patience,
            Consumer<String> notices,
            Supplier<Optional<Database>> state) {
        this(
                new VastHttp(
                        BaseAddress.of(base), key, clock, sleeper, random, patience, notices, Optional.empty(), state),
                clock,
                sleeper);
    }

    private VastRestClient(VastHttp http, Clock clock, Sleeper sleeper) {
        this.http = http;
        search = new OfferPages(http);
        pages = new InstancePages(http);
        look = new InstanceLook(http, pages);
        disposal = new RestDisposal(http);
        control = new RestInstanceControl(http, new UploadedText(http, clock, sleeper));
        sshKeys = new RestSshKeyring(http);
        priceIncreases = new RestPriceIncreases(http);
        news = new RestAccountNews(http);
        hostMachines = new RestHostMachines(http);
        charges = new ChargePages(http);
    }

    /**
     * One whose API answers inside this process: every request is made, paced, repeated and read as over a network,
     * and no socket is opened.
     *
     * @param base an address that the wire knows
     */
    public static VastRestClient over(
            Wire wire, URI base, ApiKey key, Clock clock, Sleeper sleeper, RandomGenerator random) {
        HttpUrl address = BaseAddress.of(base);
        VastHttp http = new VastHttp(
                address,
                key,
                clock,
                sleeper,
                random,
                Patience.STANDARD,
                notice -> {},
                Optional.of(wire),
                Optional::empty);
        return new VastRestClient(http, clock, sleeper);
    }

    /** Start, stop, label, reboot, recycle, bid, commands and logs; at this client's pace. */
    public InstanceControl control() {
        return control;
    }

    /** The account's SSH keys and those of an instance; at this client's pace. */
    public SshKeyring sshKeys() {
        return sshKeys;
    }

    /** Price increases that hosts ask for; at this client's pace. */
    public PriceIncreases priceIncreases() {
        return priceIncreases;
    }

    /** Machine reports, audit log and notification settings; at this client's pace. */
    public AccountNews news() {
        return news;
    }

    /** Machines that the account itself offers for rent; at this client's pace. */
    public HostMachines hostMachines() {
        return hostMachines;
    }

    @Override
    public List<Offer> searchOffers(OfferQuery query) throws InterruptedException {
        return search.offers(query);
    }

    @Override
    public Created create(RentalOrder order) throws InterruptedException {
        HttpUrl url = http.url("api/v0/asks/" + order.offerId() + "/");
        Exchange exchange = http.sendOnce(CallKind.CREATE, http.with("PUT", url, CreateBody.of(order)));
        Scrubber discreet = http.scrubber().alsoHiding(order.environment().values());
        return new CreateAnswer(new ApiErrors(discreet)).read(exchange);
    }

    @Override
    public Optional<Instance> show(long instanceId) throws InterruptedException {
        return look.at(instanceId);
    }

    @Override
    public List<Instance> list() throws InterruptedException {
        return pages.all();
    }

    @Override
    public void destroy(long instanceId) throws InterruptedException {
        disposal.destroy(instanceId);
    }

    @Override
    public StartAnswer start(long instanceId) throws InterruptedException {
        return control.start(instanceId);
    }

    @Override
    public void attachSshKey(long instanceId, String publicKey) throws InterruptedException {
        HttpUrl url = http.url("api/v0/instances/" + instanceId + "/ssh/");
        http.send(
                CallKind.ATTACH_KEY, http.with("POST", url, VastHttp.emptyBody().put("ssh_key", publicKey)));
    }

    @Override
    public Optional<String> logs(long instanceId, int tail) throws InterruptedException {
        return control.logs(instanceId, LogRequest.last(tail));
    }

    @Override
    public Account currentUser() throws InterruptedException {
        JsonNode user = http.json(CallKind.USER, http.get(http.url("api/v0/users/current/")));
        OptionalLong id = Json.wholeNumber(user.path("id"));
        OptionalDouble credit = Json.number(user.path("credit"));
        if (id.isEmpty() || credit.isEmpty()) throw http.unusable(CallKind.USER, "the answer lacks id or credit");
        return new Account(id.getAsLong(), credit.getAsDouble());
    }

    @Override
    public List<Charge> charges(Instant from, Instant to) throws InterruptedException {
        return charges.between(from, to);
    }

    @Override
    public Map<String, Integer> calls() {
        return http.calls();
    }

    @Override
    public Optional<Duration> clockSkew() {
        return http.clockSkew();
    }
}
