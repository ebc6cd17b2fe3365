package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.instance.Instance;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.time.Sleeper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vast.ai over HTTPS. Keeps the documented intervals between calls, repeats what may be repeated, never
 * a create. Cheap to make: nothing is opened before the first call. Safe for several threads.
 */
public final class VastRestClient implements VastApi {

    private static final Logger LOG = LoggerFactory.getLogger(VastRestClient.class);

    private final VastHttp http;
    private final OfferPages search;
    private final InstancePages pages;
    private final ContainerLogs logs;

    /**
     * @param base {@code https://console.vast.ai}, or plain http on this machine
     * @param clock shows the time that {@code sleeper} lets pass; pauses and intervals are counted on it
     * @param random spreads the waits between tries
     * @param notices told in one line, without secrets, before each wait for another try
     * @throws IllegalArgumentException an address to which the key must not be sent
     */
    public VastRestClient(
            URI base, ApiKey key, Clock clock, Sleeper sleeper, RandomGenerator random, Consumer<String> notices) {
        this(base, key, clock, sleeper, random, Patience.STANDARD, notices);
    }

    VastRestClient(
            URI base,
            ApiKey key,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            Patience patience,
            Consumer<String> notices) {
        http = new VastHttp(BaseAddress.of(base), key, clock, sleeper, random, patience, notices);
        search = new OfferPages(http);
        pages = new InstancePages(http);
        logs = new ContainerLogs(http, clock, sleeper);
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
        Optional<InstanceRow> row = row(instanceId);
        Optional<Instance> instance = row.map(found -> found.toInstance(instanceId));
        return row.filter(InstanceRow::lacksPorts).isPresent()
                ? fromList(instanceId).or(() -> instance)
                : instance;
    }

    @Override
    public List<Instance> list() throws InterruptedException {
        return pages.all();
    }

    @Override
    public void destroy(long instanceId) throws InterruptedException {
        try {
            http.send(CallKind.DESTROY, http.with("DELETE", instance(instanceId), emptyBody()));
        } catch (VastApiException e) {
            if (!saysGone(e)) throw e;
        }
    }

    @Override
    public void attachSshKey(long instanceId, String publicKey) throws InterruptedException {
        HttpUrl url = http.url("api/v0/instances/" + instanceId + "/ssh/");
        http.send(CallKind.ATTACH_KEY, http.with("POST", url, emptyBody().put("ssh_key", publicKey)));
    }

    @Override
    public Optional<String> logs(long instanceId, int tail) throws InterruptedException {
        return logs.tail(instanceId, tail);
    }

    @Override
    public Account currentUser() throws InterruptedException {
        Answer answer = http.send(CallKind.USER, http.get(http.url("api/v0/users/current/")));
        JsonNode user = Json.tree(answer.body()).orElseThrow(() -> unusable(CallKind.USER, "no JSON in the answer"));
        OptionalLong id = Json.wholeNumber(user.path("id"));
        OptionalDouble credit = Json.number(user.path("credit"));
        if (id.isEmpty() || credit.isEmpty()) throw unusable(CallKind.USER, "the answer lacks id or credit");
        return new Account(id.getAsLong(), credit.getAsDouble());
    }

    @Override
    public Optional<Duration> clockSkew() {
        return http.clockSkew();
    }

    private Optional<InstanceRow> row(long instanceId) throws InterruptedException {
        HttpUrl url = instance(instanceId)
                .newBuilder()
                .addQueryParameter("owner", "me")
                .build();
        try {
            Answer answer = http.send(CallKind.SHOW, http.get(url));
            return read(Json.tree(answer.body()), instanceId);
        } catch (VastApiException e) {
            if (saysGone(e)) return Optional.empty();
            throw e;
        }
    }

    /** An object, an array of one, or an explicit null for "gone"; anything else proves nothing. */
    private Optional<InstanceRow> read(Optional<JsonNode> body, long instanceId) {
        JsonNode instances = body.orElseThrow(() -> unusable(CallKind.SHOW, "no JSON in the answer"))
                .path("instances");
        if (instances.isNull()) return Optional.empty();
        JsonNode node = instances.isArray() && instances.size() == 1 ? instances.get(0) : instances;
        if (!node.isObject()) throw unusable(CallKind.SHOW, "the answer holds no instance");
        InstanceRow row = row(node);
        if (row.id() != null && row.id() != instanceId) {
            throw unusable(CallKind.SHOW, "asked for instance " + instanceId + ", got " + row.id());
        }
        return Optional.of(row);
    }

    private InstanceRow row(JsonNode node) {
        try {
            return Json.MAPPER.treeToValue(node, InstanceRow.class);
        } catch (JsonProcessingException malformed) {
            throw unusable(CallKind.SHOW, "the instance cannot be read");
        }
    }

    /** The answer by id may lack the mapped ports. Without the list they are merely not known yet. */
    private Optional<Instance> fromList(long instanceId) throws InterruptedException {
        try {
            return pages.all().stream()
                    .filter(instance -> instance.instanceId() == instanceId)
                    .findFirst();
        } catch (VastApiException e) {
            LOG.debug("ports of instance {} stay unknown: {}", instanceId, e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean saysGone(VastApiException e) {
        return e.problem() == ApiProblem.NOT_FOUND && ErrorCode.saysGone(e.code());
    }

    private HttpUrl instance(long instanceId) {
        return http.url("api/v0/instances/" + instanceId + "/");
    }

    private VastApiException unusable(CallKind kind, String why) {
        return http.errors().unusable(kind, 200, why).toException();
    }

    private static ObjectNode emptyBody() {
        return JsonNodeFactory.instance.objectNode();
    }
}
