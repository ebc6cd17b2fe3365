package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.time.FakeTime;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooseEndsTest {

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final Deque<List<Instance>> listings = new ArrayDeque<>();
    private Database database;
    private Journal journal;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("vastctl.db"), time);
        journal = new Journal(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTwoListingsDoNotShowIsClosed() throws InterruptedException {
        leaked("a", 1);
        listings.add(List.of());
        listings.add(List.of(Instance.onlyId(9)));

        assertThat(looseEnds().closeWhatIsGone()).isEmpty();
        assertThat(journal.open()).isEmpty();
        assertThat(time.naps()).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void whatOneListingShowsStaysOpen() throws InterruptedException {
        leaked("a", 1);
        listings.add(List.of());
        listings.add(List.of(Instance.onlyId(1)));

        assertThat(looseEnds().closeWhatIsGone())
                .extracting(entry -> entry.intent().label())
                .containsExactly("a");
        assertThat(journal.open()).hasSize(1);
    }

    @Test
    void aListingThatFailsProvesNothing() {
        leaked("a", 1);
        listings.add(List.of());

        assertThatThrownBy(() -> looseEnds().closeWhatIsGone()).isInstanceOf(VastApiException.class);
        assertThat(journal.open()).hasSize(1);
    }

    @Test
    void aRentalThatAnotherRunMayBeWorkingOnIsLeftAlone() throws InterruptedException {
        intend("young");
        listings.add(List.of());
        listings.add(List.of());

        assertThat(looseEnds().closeWhatIsGone()).hasSize(1);
        assertThat(journal.open()).hasSize(1);
    }

    @Test
    void anIntentThatNobodyFinishedForHoursIsClosedAsNeverRented() throws InterruptedException {
        intend("old");
        time.pass(Duration.ofHours(4));
        listings.add(List.of());
        listings.add(List.of());

        assertThat(looseEnds().closeWhatIsGone()).isEmpty();
        assertThat(journal.find("old"))
                .hasValueSatisfying(entry -> assertThat(entry.state()).isEqualTo(Journal.State.ABSENT));
    }

    @Test
    void withNothingOpenTheMarketIsNotAsked() throws InterruptedException {
        assertThat(looseEnds().closeWhatIsGone()).isEmpty();
    }

    @Test
    void simulatedRentalsAreNobodysTrouble() throws InterruptedException {
        journal.intend(new Journal.Intent("s", "r", 1, 1, 2, 3, 0.3, Origin.SIMULATED));

        assertThat(looseEnds().closeWhatIsGone()).isEmpty();
        assertThat(journal.open()).hasSize(1);
    }

    private void intend(String label) {
        journal.intend(new Journal.Intent(label, "r", 1, 1, 2, 3, 0.3, Origin.REAL));
    }

    private void leaked(String label, long instanceId) {
        intend(label);
        journal.created(label, instanceId);
        journal.leaked(label, "still there");
    }

    private LooseEnds looseEnds() {
        return new LooseEnds(listingOnly(), journal, time, time);
    }

    /** An API that can list, and says so when it has no listing left. */
    private VastApi listingOnly() {
        return (VastApi) Proxy.newProxyInstance(
                VastApi.class.getClassLoader(), new Class<?>[] {VastApi.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("list")) throw new AssertionError(method.getName());
                    if (listings.isEmpty()) throw new VastApiException(ApiProblem.SERVER, 502, "", "no listing");
                    return listings.remove();
                });
    }
}
