package io.vastctl.provision;

import static io.vastctl.offer.OfferBuilder.offer;

import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.outcome.ExitCode;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.Experience;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.EndpointCheck;
import io.vastctl.readiness.FakeMachine;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.ScriptedAdapter;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.Workload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** A {@link Provisioner} with a fake market, a real database and fake time. Three good offers are for rent. */
public final class RunRig implements AutoCloseable {

    static final String RUN_ID = "r1";
    static final long OWN_PID = 1;

    /** A machine whose host says that its container runtime is broken. */
    static final Consumer<FakeMachine> BROKEN_RUNTIME = machine -> machine.api =
            age -> FakeMachine.seen(machine.status("created", "running", "failed to inject CDI devices: x", Map.of()));

    final FakeTime time;
    final Calls calls;
    final FakeVast vast;
    final Database database;
    final String runId;
    final Ownership ownership;
    final Journal journal;
    final RunHistory history;
    final BadHosts badHosts;
    final List<RunEvent> events = new ArrayList<>();

    AdapterCatalog adapters = AdapterCatalog.of(new ScriptedAdapter());
    boolean remembers = true;
    RunEvent.Listener listener = events::add;
    public Workload workload = workload(Optional.empty());
    OfferFilter filter = OfferFilter.defaults();
    String command = "test";
    Ceilings ceilings = new Ceilings(5, Duration.ofHours(4), 3, 2);
    boolean preserve;
    boolean hedge;

    RunRig(Path folder) {
        this(folder, Clock.systemUTC());
    }

    /** With the database on the market's clock. */
    static RunRig onOneClock(Path folder) {
        FakeTime time = new FakeTime();
        return new RunRig(Database.open(folder.resolve("vastctl.db"), time), RUN_ID, time, new Calls());
    }

    /** On that database, which is on the market's clock. */
    static RunRig on(Database database, FakeTime time) {
        return new RunRig(database, RUN_ID, time, new Calls());
    }

    /** With a clock of its own for the database. */
    RunRig(Path folder, Clock databaseClock) {
        this(Database.open(folder.resolve("vastctl.db"), databaseClock), RUN_ID);
    }

    /** On a database that another run has used. */
    RunRig(Database database, String runId) {
        this(database, runId, new FakeTime(), new Calls());
    }

    /** On the market and the database of another run. */
    RunRig(Database database, String runId, RunRig before) {
        this(database, runId, before.time, before.calls, before.vast);
    }

    private RunRig(Database database, String runId, FakeTime time, Calls calls) {
        this(database, runId, time, calls, new FakeVast(time, calls));
        vast.offers.add(offer(1).price(0.20).build());
        vast.offers.add(offer(2).price(0.30).build());
        vast.offers.add(offer(3).price(0.40).build());
    }

    private RunRig(Database database, String runId, FakeTime time, Calls calls, FakeVast vast) {
        this.time = time;
        this.calls = calls;
        this.vast = vast;
        this.database = database;
        this.runId = runId;
        ownership = Ownership.open(database, "test", time, living(OWN_PID), (every, beat) -> () -> {}, OWN_PID);
        journal = ownership.journal();
        history = new RunHistory(database);
        badHosts = new BadHosts(database);
    }

    /** A host on which only this process runs. */
    static Liveness living(long processId) {
        return new Liveness("here", pid -> pid == processId ? Optional.of("tick 1") : Optional.empty());
    }

    public static Workload workload(Optional<String> startScript) {
        return new Workload(
                "tinyllama",
                "scripted",
                "vllm/vllm-openai:v0.10.0",
                "TinyLlama/TinyLlama-1.1B-Chat-v1.0",
                List.of(),
                OptionalInt.of(2048),
                8000,
                8,
                40,
                8,
                2,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Map.of(),
                Set.of("HF_TOKEN"),
                startScript);
    }

    RunRequest request() {
        return new RunRequest(
                        command,
                        new Demand(workload, StrictnessPolicy.BALANCED, filter),
                        ceilings,
                        "vastctl",
                        preserve,
                        Origin.REAL)
                .hedged(hedge);
    }

    RunResult run() {
        return provisioner().run(request());
    }

    Provisioner provisioner() {
        RunMemory memory = new RunMemory(
                journal,
                history,
                badHosts,
                remembers
                        ? new StoredExperience(new HostMemory(database), badHosts, time)
                        : (origin, workload) -> Experience.none(),
                ranked -> "{\"seen\":" + ranked.seen() + "}");
        return new Provisioner(surroundings(), memory, listener);
    }

    Surroundings surroundings() {
        return new Surroundings(
                vast,
                () -> {
                    calls.madeUndisturbed("ssh-open");
                    return new FakeSsh(vast, time, calls);
                },
                this::ask,
                adapters,
                SignatureTable.forStatusMessages(),
                ReadinessLimits.DEFAULTS,
                "ssh-ed25519 AAAA",
                time,
                time,
                () -> "endpoint-secret",
                () -> runId,
                name -> Optional.of("hf_operators_token"),
                MarketName.REAL,
                URI.create("https://console.vast.ai"),
                () -> ExitCode.INTERRUPTED);
    }

    private EndpointCheck.Result ask(URI url, String model, String apiKey) throws InterruptedException {
        calls.made("ask");
        FakeMachine machine = vast.machine(url.getHost());
        return machine.endpoint.apply(machine.age(time.instant()));
    }

    @Override
    public void close() {
        database.close();
    }
}
