package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Origin;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import io.vastctl.provision.survey.SampleOrder;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.time.FakeTime;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.Created;
import io.vastctl.vast.RentalOrder;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** One listing for all who are waited for, and what it may and may not say. */
class SharedListingTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    /** The fake does not look at it. */
    private static final RentalOrder ORDER = SampleOrder.of(
            new RunRequest(
                    "survey",
                    new Demand(RunRig.workload(Optional.empty()), StrictnessPolicy.BALANCED, OfferFilter.defaults()),
                    new Ceilings(1, Duration.ofHours(1), 1, 1),
                    "vastctl",
                    false,
                    Origin.REAL),
            1,
            "r1",
            "");

    private final FakeTime time = new FakeTime();
    private final List<String> calls = new ArrayList<>();
    private final List<Long> listed = new ArrayList<>();
    private boolean listFails;
    private Duration listTakes = Duration.ZERO;
    private long next = 1;
    private final SharedListing api = new SharedListing(fake(), time, time, TEN);

    private VastApi fake() {
        return (VastApi) Proxy.newProxyInstance(
                VastApi.class.getClassLoader(), new Class<?>[] {VastApi.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return switch (method.getName()) {
                        case "create" -> new Created(next++);
                        case "list" -> list();
                        case "show" -> Optional.empty();
                        case "destroy" -> null;
                        case "searchOffers" -> List.of();
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private List<Instance> list() {
        time.pass(listTakes);
        if (listFails) throw new VastApiException(ApiProblem.SERVER, 500, "", "broken");
        return listed.stream().map(SharedListingTest::instance).toList();
    }

    private static Instance instance(long id) {
        return new Instance(
                id,
                Optional.empty(),
                Optional.of("loading"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Instance.Terms.UNKNOWN);
    }

    private long rent() throws InterruptedException {
        long id = api.create(ORDER).instanceId();
        listed.add(id);
        time.pass(Duration.ofSeconds(1));
        return id;
    }

    private long calls(String name) {
        return calls.stream().filter(name::equals).count();
    }

    @Test
    void manyWhoLookAreAnsweredFromOneListing() throws InterruptedException {
        List<Long> rented = List.of(rent(), rent(), rent(), rent());

        for (int second = 0; second < 30; second++) {
            for (long id : rented) assertThat(api.show(id)).isPresent();
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(calls("list")).isEqualTo(3);
        assertThat(calls("show")).isZero();
    }

    @Test
    void aListingFromBeforeTheRentalSaysNothingOfIt() throws InterruptedException {
        long first = rent();
        api.show(first);
        long second = rent();

        assertThatThrownBy(() -> api.show(second))
                .isInstanceOf(VastApiException.class)
                .hasMessageContaining("older than it");
        time.pass(TEN);
        assertThat(api.show(second)).isPresent();
    }

    @Test
    void whatAListingLacksIsAskedForByItselfAndNoMoreThanOneAtATime() throws InterruptedException {
        long first = rent();
        long second = rent();
        long third = rent();
        listed.remove(second);
        listed.remove(third);

        assertThat(api.show(first)).isPresent();
        assertThat(api.show(second)).isEmpty();
        assertThatThrownBy(() -> api.show(third)).isInstanceOf(VastApiException.class);
        assertThatThrownBy(() -> api.show(second)).isInstanceOf(VastApiException.class);
        assertThat(calls("show")).isEqualTo(1);

        time.pass(Duration.ofSeconds(5));
        assertThat(api.show(third)).isEmpty();
        assertThat(calls("show")).isEqualTo(2);
    }

    @Test
    void anEmptyListingWhereSeveralLiveMeansNothing() throws InterruptedException {
        long first = rent();
        rent();
        rent();
        listed.clear();

        assertThatThrownBy(() -> api.show(first)).hasMessageContaining("an empty listing, although rentals are alive");
        assertThat(calls("show")).isZero();
    }

    @Test
    void aListingThatFailedIsTheOldOneUntilThatIsTooOld() throws InterruptedException {
        long first = rent();
        assertThat(api.show(first)).isPresent();
        listFails = true;
        time.pass(TEN);

        assertThat(api.show(first)).isPresent();
        time.pass(Duration.ofSeconds(40));

        assertThatThrownBy(() -> api.show(first)).hasMessageContaining("broken");
    }

    @Test
    void whatIsBeingDestroyedIsAskedForByItself() throws InterruptedException {
        long first = rent();
        assertThat(api.show(first)).isPresent();

        api.destroy(first);

        assertThat(api.show(first)).isEmpty();
        assertThat(calls("show")).isEqualTo(1);
    }

    @Test
    void whoAsksForTheListingGetsOneThatBeganAfterwardsAndSharesIt() throws InterruptedException {
        Relay relay = new Relay(time, time);
        List<Long> began = new ArrayList<>();
        List<String> got = new ArrayList<>();
        VastApi slow = slow(relay, began);
        SharedListing shared = new SharedListing(slow, time, relay.anyone(), TEN);
        Instant start = time.instant();
        for (int second : new int[] {0, 3, 7}) {
            relay.start("asks-" + second, runner -> {
                try {
                    runner.sleep(Duration.ofSeconds(second));
                    got.add(second + ":" + shared.list().get(0).instanceId());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        relay.first().awaitOthers();

        // The first reading takes 20 s and began before the others asked: they wait for the second one.
        assertThat(began).containsExactly(1L, 2L);
        assertThat(got).containsExactlyInAnyOrder("0:1", "3:2", "7:2");
        assertThat(Duration.between(start, time.instant())).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(42));
    }

    /** A listing takes 20 s, and shows one instance whose number is that of the listing. */
    private static VastApi slow(Relay relay, List<Long> began) {
        return (VastApi) Proxy.newProxyInstance(
                VastApi.class.getClassLoader(), new Class<?>[] {VastApi.class}, (proxy, method, arguments) -> {
                    began.add(began.size() + 1L);
                    long number = began.size();
                    relay.anyone().sleep(Duration.ofSeconds(20));
                    return List.of(instance(number));
                });
    }

    @Test
    void aListingOfManyPagesIsFreshForAsLongAsTheNextOneTakes() throws InterruptedException {
        SharedListing slow = new SharedListing(fake(), time, time, TEN);
        long id = slow.create(ORDER).instanceId();
        listed.add(id);
        time.pass(Duration.ofSeconds(1));
        listTakes = Duration.ofSeconds(50);

        assertThat(slow.show(id)).isPresent();
        listTakes = Duration.ZERO;
        time.pass(Duration.ofSeconds(49));
        assertThat(slow.show(id)).isPresent();

        assertThat(calls("list")).isEqualTo(1);
    }

    @Test
    void theSameSearchIsMadeOnceForAllWhoAskWithinSeconds() throws InterruptedException {
        OfferQuery query = OfferQuery.broad(RentalType.ON_DEMAND, 40, 64);
        api.searchOffers(query);
        time.pass(Duration.ofSeconds(14));
        api.searchOffers(OfferQuery.broad(RentalType.ON_DEMAND, 40, 64));
        assertThat(calls("searchOffers")).isEqualTo(1);

        api.searchOffers(OfferQuery.broad(RentalType.ON_DEMAND, 41, 64));
        assertThat(calls("searchOffers")).isEqualTo(2);

        time.pass(Duration.ofSeconds(2));
        api.searchOffers(query);
        assertThat(calls("searchOffers")).isEqualTo(3);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsAskedForByItself() throws InterruptedException {
        long first = rent();
        assertThat(api.show(first)).isPresent();

        api.release("somebody-else-");
        assertThat(api.show(first)).isPresent();
        api.release(ORDER.label());

        assertThat(api.show(first)).isEmpty();
        assertThat(calls("show")).isEqualTo(1);
    }
}
