package io.vastctl.memory;

import static io.vastctl.memory.Rentals.START;
import static io.vastctl.memory.Rentals.attempt;
import static io.vastctl.memory.Rentals.intent;
import static io.vastctl.memory.Rentals.run;
import static io.vastctl.memory.Rentals.took;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noted while the server of the state is away, on a real one. */
class SpoolTest {

    private static final String OWNER = "test-1";

    private static final Failure BROKEN = Rentals.failure(FailureClass.INFRA_FATAL, Phase.IMAGE_PULL);
    private static final Evidence FAILURE = new Evidence(
            new AttemptKey("r1", 1), 142, 33, "tinyllama", "vllm/vllm-openai:v0.10.2", Optional.of(BROKEN), START);

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();
    private final FakeTime wall = new FakeTime();
    private FailingServer server;
    private Database database;
    private Journal journal;

    @BeforeEach
    void rent() {
        server = new FailingServer(EmbeddedServer.withTables());
        database = open();
        new Owners(database, wall).register(OWNER, new Liveness("here", pid -> Optional.of("start")), 1, "test");
        journal = new Journal(database, OWNER);
        journal.intend(intent("a"));
    }

    private Database open() {
        return server.open(folder.resolve("server-1.db"), time, wall, wall);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void notesGoOnWhileTheServerIsAwayAndAreBroughtInWhenItIsBack() {
        server.goAway();

        journal.created("a", 77);
        journal.spent("a", 0.5);
        journal.destroying("a");

        assertThat(journal.recall("a").map(Entry::state)).contains(State.DESTROYING);
        assertThat(onServer("a").state()).isEqualTo(State.INTENDED);
        assertThat(server.told).singleElement().asString().contains("the state's server is away", spool().toString());

        server.comeBack();
        wall.pass(Duration.ofMinutes(1));
        journal.gone("a", "absent on 2 good reads");

        assertThat(onServer("a")).satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.GONE);
            assertThat(entry.instanceId()).isEqualTo(OptionalLong.of(77));
            assertThat(entry.dollarsSpent()).isEqualTo(0.5);
        });
        assertThat(server.told).last().asString().contains("3 notes of this process were brought in");
    }

    @Test
    void nothingIsIntendedWithoutTheServer() {
        server.goAway();

        assertThatThrownBy(() -> journal.intend(intent("b")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot note the intent b");
        assertThat(spools()).isEmpty();
        assertThat(journal.recall("b")).isEmpty();
    }

    @Test
    void anIntentOfWhichOnlyTheAnswerWasLostMayBeSaidAgain() {
        server.losesAnswerOf = write -> write == server.writes();
        assertThatThrownBy(() -> journal.intend(intent("b"))).isInstanceOf(StoreException.class);
        server.losesAnswerOf = write -> false;
        server.comeBack();
        wall.pass(Duration.ofMinutes(1));

        journal.intend(intent("b"));

        assertThat(onServer("b").state()).isEqualTo(State.INTENDED);
        assertThatThrownBy(() -> journal.intend(intent("b"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatOthersHaveIsNotAnsweredFromHere() {
        server.goAway();

        assertThatThrownBy(() -> journal.open()).isInstanceOf(StoreException.class);
        assertThat(journal.ownOpen()).extracting(Entry::label).containsExactly("a");
        assertThatThrownBy(() -> journal.gone("not-ours", "x"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not-ours is not this process's");
    }

    @Test
    void aWriteWhoseAnswerWasLostIsNotDoneTwice() {
        BadHosts bars = new BadHosts(database);
        new RunHistory(database).begin(run("r1", Origin.REAL, START));
        server.losesAnswerOf = write -> true;

        bars.charge(FAILURE, Origin.REAL);
        assertThat(server.isAway()).isTrue();
        server.losesAnswerOf = write -> false;
        server.comeBack();
        wall.pass(Duration.ofMinutes(1));
        new RunHistory(database).finish(new RunEnd("r1", "ready", 0, START, 0.5, OptionalDouble.of(60)));

        assertThat(count("bad_hosts")).isEqualTo(1);
        assertThat(server.told).last().asString().contains("1 note of this process was brought in");
    }

    @Test
    void aReplayThatBreaksOffGoesOnWhereItWas() {
        server.goAway();
        journal.created("a", 77);
        for (int dollars = 1; dollars <= 5; dollars++) journal.spent("a", dollars);
        int before = server.writes();
        server.comeBack();
        server.losesAnswerOf = write -> write == before + 3;
        wall.pass(Duration.ofMinutes(1));

        journal.spent("a", 6);
        assertThat(server.isAway()).isTrue();
        assertThat(onServer("a").dollarsSpent()).isEqualTo(2);
        server.losesAnswerOf = write -> false;
        server.comeBack();
        wall.pass(Duration.ofMinutes(1));
        journal.spent("a", 7);

        assertThat(onServer("a").dollarsSpent()).isEqualTo(7);
        assertThat(server.told).filteredOn(line -> line.contains("brought in")).hasSize(2);
    }

    @Test
    void aServerThatIsAwayIsNotTriedAtEachCall() {
        server.goAway();
        journal.created("a", 77);
        wall.pass(Duration.ofSeconds(10));
        int before = server.opened();

        for (int call = 0; call < 20; call++) journal.spent("a", call);

        assertThat(server.opened()).isEqualTo(before + 1);
    }

    @Test
    void anAttemptKeepsItsPhasesAndEvidenceWhateverItsNumberIsOnTheServer() {
        RunHistory history = new RunHistory(database);
        history.begin(run("r0", Origin.REAL, START));
        history.attempt(attempted("r0"));
        history.begin(run("r1", Origin.REAL, START));
        server.goAway();
        history.attempt(attempted("r1"));
        history.finish(new RunEnd("r1", "ready", 0, START, 0.5, OptionalDouble.of(60)));
        server.comeBack();
        database.close();

        try (Database other = server.open(time)) {
            RunDetail r1 = new RunHistory(other).show("r1").orElseThrow();
            assertThat(r1.attempts()).containsExactly(attempted("r1"));
            assertThat(r1.summary().outcome()).isEqualTo("ready");
        }
    }

    @Test
    void whatSomebodyElseTookOverIsNotForced() {
        server.goAway();
        journal.created("a", 77);
        journal.spent("a", 5);
        try (Database other = server.open(time)) {
            Journal taker = new Journal(other, "taker");
            assertThat(taker.claim(taker.find("a").orElseThrow())).isTrue();
            taker.absent("a", "no listing shows it");
        }
        server.comeBack();
        wall.pass(Duration.ofMinutes(1));

        assertThatThrownBy(() -> journal.spent("a", 6)).isInstanceOf(TakenOverException.class);

        assertThat(onServer("a")).satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.ABSENT);
            assertThat(entry.dollarsSpent()).isZero();
        });
        assertThat(server.told)
                .anySatisfy(line ->
                        assertThat(line).contains("another process has looked after this since", "a is CREATED"));
    }

    @Test
    void aMachineThatWasExemptedMeanwhileIsNotBarred() {
        server.goAway();
        new BadHosts(database).charge(FAILURE, Origin.REAL);
        try (Database other = server.open(time)) {
            new BadHosts(other).whitelist(Scope.MACHINE, 142, "ours");
        }
        server.comeBack();
        database.close();

        assertThat(count("bad_hosts")).isZero();
    }

    @Test
    void theNextCommandBringsInWhatAProcessLeft() {
        server.goAway();
        journal.created("a", 77);
        journal.gone("a", "absent on 2 good reads");
        database.close();
        assertThat(server.told).last().asString().contains("2 notes wait in " + spool());
        server.comeBack();
        server.told.clear();

        open().close();

        assertThat(onServer("a").state()).isEqualTo(State.GONE);
        assertThat(server.told).singleElement().asString().contains("2 notes of an earlier process were brought in");
        assertThat(files()).isEmpty();
        assertThat(count("spools")).isZero();
    }

    @Test
    void theSpoolOfALivingProcessIsLeftAlone() {
        server.goAway();
        journal.created("a", 77);
        server.comeBack();

        open().close();

        assertThat(spools()).hasSize(1);
        assertThat(onServer("a").state()).isEqualTo(State.INTENDED);
    }

    @Test
    void theEndWaitsAFewSecondsForTheServer() {
        server.goAway();
        journal.created("a", 77);

        database.close();

        assertThat(wall.naps().stream().mapToLong(Duration::toSeconds).sum()).isBetween(8L, 12L);
    }

    @Test
    void whoInterruptsTheEndDoesNotWaitForTheServer() {
        server.goAway();
        journal.created("a", 77);
        Thread.currentThread().interrupt();

        database.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(wall.naps()).isEmpty();
        assertThat(spools()).hasSize(1);
    }

    @Test
    void nothingIsLeftWhenAllIsBroughtIn() {
        server.goAway();
        journal.created("a", 77);
        server.comeBack();

        database.close();

        assertThat(onServer("a").state()).isEqualTo(State.CREATED);
        assertThat(files()).isEmpty();
        assertThat(count("spools")).isZero();
    }

    @Test
    void aNoteThatTheServerRefusesDoesNotHoldUpTheOthers() {
        RunHistory history = new RunHistory(database);
        server.goAway();
        history.begin(run("r1", Origin.REAL, START));
        journal.created("a", 77);
        try (Database other = server.open(time)) {
            new RunHistory(other).begin(run("r1", Origin.REAL, START));
        }
        server.comeBack();
        database.close();

        assertThat(onServer("a").state()).isEqualTo(State.CREATED);
        assertThat(server.told)
                .anySatisfy(line -> assertThat(line)
                        .contains("refuses", "record the run r1")
                        .doesNotContain("\n"));
        assertThat(spools()).hasSize(1);
    }

    @Test
    void whatTheServerDoesNotTakeNowIsKeptAndTriedAgainInOrder() {
        RunHistory history = new RunHistory(database);
        server.goAway();
        journal.created("a", 77);
        history.begin(run("r1", Origin.REAL, START));
        history.attempt(attempted("r1"));
        journal.spent("a", 3);
        on("ALTER TABLE attempts RENAME TO elsewhere");
        server.comeBack();
        wall.pass(Duration.ofMinutes(1));

        journal.spent("a", 4);

        assertThat(onServer("a").dollarsSpent()).isZero();
        assertThat(onServer("a").state()).isEqualTo(State.CREATED);
        on("ALTER TABLE elsewhere RENAME TO attempts");
        wall.pass(Duration.ofMinutes(1));
        journal.spent("a", 5);

        assertThat(onServer("a").dollarsSpent()).isEqualTo(5);
        assertThat(count("attempts")).isEqualTo(1);
        assertThat(server.told).noneSatisfy(line -> assertThat(line).contains("refuses"));
        database.close();
        assertThat(files()).isEmpty();
    }

    @Test
    void aRightThatIsMissingWhenTheNextCommandComesIsNoReasonToThrowNotesAway() {
        server.goAway();
        journal.created("a", 77);
        journal.spent("a", 3);
        database.close();
        server.comeBack();
        server.told.clear();
        on("ALTER TABLE journal RENAME TO elsewhere");

        open().close();

        assertThat(server.told)
                .singleElement()
                .asString()
                .contains("could not be brought in, and are kept for the next command")
                .doesNotContain("\n");
        on("ALTER TABLE elsewhere RENAME TO journal");
        open().close();
        assertThat(onServer("a").dollarsSpent()).isEqualTo(3);
        assertThat(files()).isEmpty();
    }

    @Test
    void dataThatNoServerWouldTakeIsSetAside() {
        server.goAway();
        journal.created("a", 77);
        database.record(
                "note a number that is none",
                session -> session.update(
                        "UPDATE journal SET dollars_spent = CAST(? AS BIGINT) WHERE label = 'a'", "not a number"));
        journal.spent("a", 3);
        server.comeBack();
        database.close();

        assertThat(onServer("a").dollarsSpent()).isEqualTo(3);
        assertThat(server.told).anySatisfy(line -> assertThat(line).contains("refuses", "a number that is none"));
    }

    @Test
    void notesForAnotherServerAreLeftForIt() {
        server.goAway();
        journal.created("a", 77);
        database.close();
        server.comeBack();
        FailingServer other = new FailingServer(EmbeddedServer.withTables());

        other.open(folder.resolve("server-1.db"), time, wall, wall).close();

        assertThat(spools()).hasSize(1);
        assertThat(other.told)
                .singleElement()
                .asString()
                .contains("are for " + server.identity(), "are left for it")
                .doesNotContain("password");
        assertThat(onServer("a").state()).isEqualTo(State.INTENDED);
        open().close();
        assertThat(onServer("a").state()).isEqualTo(State.CREATED);
    }

    @Test
    void howFarADeadProcessCameIsForgottenAfterNinetyDays() {
        for (int days : List.of(89, 91))
            on("INSERT INTO spools (name, applied, at_ms) VALUES ('days-" + days + "', 3, "
                    + wall.instant().minus(Duration.ofDays(days)).toEpochMilli() + ")");
        journal.created("a", 77);

        database.close();

        try (Database other = server.open(time)) {
            List<String> names =
                    other.read("read", session -> session.list("SELECT name FROM spools", row -> row.text("name")));
            assertThat(names).containsExactly("days-89");
        }
    }

    private void on(String sql) {
        try (Database other = server.open(time)) {
            other.read("change the server", session -> session.update(sql));
        }
    }

    @Test
    void aSpoolCanBeReadByItsOwnerOnlyAndHoldsNoMoreThanTheDatabase() throws IOException {
        server.goAway();
        journal.created("a", 77);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool())))
                .isEqualTo("rw-------");
        String bytes = new String(Files.readAllBytes(spool()), StandardCharsets.ISO_8859_1);
        assertThat(bytes)
                .contains("UPDATE journal SET state")
                .contains(server.identity())
                .doesNotContain("password");
    }

    private static AttemptRow attempted(String runId) {
        return attempt(
                runId, 1, 142, 33, "failed", Optional.of(BROKEN), took(Phase.CREATE, 3), took(Phase.IMAGE_PULL, 9));
    }

    private Entry onServer(String label) {
        try (Database other = server.open(time)) {
            return new Journal(other).find(label).orElseThrow();
        }
    }

    private long count(String table) {
        try (Database other = server.open(time)) {
            return other.read("count", session -> session.number("SELECT COUNT(*) FROM " + table));
        }
    }

    private Path spool() {
        return spools().get(0);
    }

    private List<Path> spools() {
        return files().stream().filter(file -> file.toString().endsWith(".db")).toList();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
