package io.vastctl.cli;

import io.vastctl.cli.errand.RunLock;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.MarketDoor;
import io.vastctl.cli.market.NoKeyException;
import io.vastctl.cli.market.OperatorKeys;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.config.Settings;
import io.vastctl.config.UserFolders;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.memory.Database;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.StoredSettings;
import io.vastctl.memory.ThisHost;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.Pulse;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.time.Sleeper;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What one command works with, each thing made when it is first asked for. */
public final class Workbench implements AutoCloseable {

    private final GlobalOptions global;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final UserFolders folders;
    private final Settings settings;
    private final StatePlace state;
    private final Sleeper sleeper;
    private final Supplier<ExitCode> interruption;
    private final LastWords lastWords;
    private final WorkbenchFactory process;
    private final OperatorKeys keys;
    private final Results results;
    private final MemoryDoor memory;
    /** Real time, also once a simulated market has set its own. */
    private final Clock wall;

    private Clock clock;
    private Optional<MarketAccess> market = Optional.empty();
    private Optional<AdapterCatalog> adapters = Optional.empty();
    private Optional<Ownership> ownership = Optional.empty();

    Workbench(GlobalOptions global, WorkbenchFactory process) {
        this.global = global;
        terminal = process.terminal();
        environment = process.environment();
        wall = process.clock();
        clock = wall;
        sleeper = process.sleeper();
        interruption = process.interruption();
        lastWords = process.lastWords();
        this.process = process;
        folders = UserFolders.of(environment);
        settings = new Settings(environment, this::stored, folders.configFile());
        state = new StatePlace(global, environment, folders, settings);
        keys = new OperatorKeys(environment, folders, settings, this::stateFolder, terminal::secret);
        results = new Results(global, terminal, environment);
        memory = new MemoryDoor(state, environment, () -> clock, wall, sleeper, terminal.err());
    }

    public GlobalOptions global() {
        return global;
    }

    /** The settings as they would be if none were stored. */
    Settings unstored() {
        return new Settings(environment, key -> Optional.empty(), folders.configFile());
    }

    public Terminal terminal() {
        return terminal;
    }

    /** A new one of the same process, which reads everything anew. */
    public Workbench again() {
        return process.open(global);
    }

    /** What the operator opens doors with. */
    public OperatorKeys keys() {
        return keys;
    }

    /** Where the command's result goes. */
    public Results results() {
        return results;
    }

    /** Where {@code --events -} writes. */
    public PrintWriter events() {
        return process.events();
    }

    public UserFolders folders() {
        return folders;
    }

    public Settings settings() {
        return settings;
    }

    /** The time of the market in use: the system's, or the simulated one's. */
    public Clock clock() {
        return clock;
    }

    /** Lets the time outside a simulated market pass. */
    public Sleeper sleeper() {
        return sleeper;
    }

    public Supplier<ExitCode> interruption() {
        return interruption;
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where the memory is kept. */
    public StatePlace state() {
        return state;
    }

    /** As {@link StatePlace#file}. */
    public Path stateFile() {
        return state.file();
    }

    private Path stateFolder() {
        return Optional.ofNullable(stateFile().toAbsolutePath().getParent()).orElseGet(folders::state);
    }

    /** The database, made on first use. */
    public Database database() {
        return memory.open();
    }

    /** Which runs are on with this memory: beside a file, or on the server among all machines. */
    public RunLock runLock() {
        return memory.runLock();
    }

    /** Who has a run on with this memory. */
    public Optional<String> whoRuns() {
        return memory.whoRuns();
    }

    public WorkloadCatalog workloads() {
        return new WorkloadCatalog(folders.workloads());
    }

    /** What is wrong with a plug-in is told once. */
    public AdapterCatalog adapters() {
        if (adapters.isEmpty()) {
            AdapterCatalog catalog = AdapterCatalog.ofFolder(Workbench.class.getClassLoader(), folders.plugins());
            catalog.problems().forEach(problem -> terminal.err().println("vastctl: adapter left out: " + problem));
            adapters = Optional.of(catalog);
        }
        return adapters.get();
    }

    /**
     * The market to work on; to be asked for before the database, whose time it sets.
     *
     * @throws NoKeyException if it is the real one and there is no key
     */
    public MarketAccess market(SimulateOptions simulate) {
        if (market.isEmpty()) {
            simulate.check();
            MarketDoor door = new MarketDoor(clock, sleeper, keys.api(), this::notice, memory::opened);
            market = Optional.of(simulate.on() ? door.simulated(simulate) : door.at(address()));
            clock = market.get().clock();
        }
        return market.get();
    }

    private URI address() {
        return Flag.value(settings, Settings.API_URL, global.apiUrl);
    }

    /** This process's name in the journal, with its heartbeat; begins on first use. */
    public Ownership ownership(String command) {
        if (ownership.isEmpty()) {
            ownership = Optional.of(Ownership.open(database(), command, wall, ThisHost.liveness(), Pulse.REAL));
            lastWords.of(ownership.get());
        }
        return ownership.get();
    }

    /** The same for a command that only looks: where nothing can be written, nobody is told of it. */
    public Ownership looking(String command) {
        try {
            return ownership(command);
        } catch (StoreException e) {
            if (!e.readOnly()) throw e;
            ownership = Optional.of(Ownership.unseen(database(), command, wall, ThisHost.liveness()));
            return ownership.get();
        }
    }

    /** What a signal finds to say and to do. */
    public LastWords lastWords() {
        return lastWords;
    }

    /** Real time, by which processes tell each other that they live. */
    public Clock wall() {
        return wall;
    }

    /** What the journal calls the market in use. */
    public String marketName(SimulateOptions simulate, String command) {
        return simulate.on() ? MarketName.inProcess(ownership(command).ownerId()) : MarketName.at(address());
    }

    /** Tells somebody who watches why nothing happens; a log file hears of it only if it does not pass. */
    private void notice(String line) {
        if (terminal.live() && !global.quiet) {
            terminal.err().println("        API: " + line);
            terminal.err().flush();
        }
    }

    /** A stored setting, without making a database for the sake of asking. */
    private Optional<String> stored(String key) {
        return knownDatabase().flatMap(open -> new StoredSettings(open).get(key));
    }

    /** The database, if there is one; none is made. */
    public Optional<Database> knownDatabase() {
        return memory.known();
    }

    /** The market in use, as the journal calls it; nothing is made, and no other process has one of the same name. */
    public String knownMarketName(SimulateOptions simulate) {
        return simulate.on()
                ? MarketName.inProcess(ownership.map(Ownership::ownerId).orElse("none"))
                : MarketName.at(address());
    }

    /** Whether that is this process's name in the journal. */
    boolean owns(String ownerId) {
        return ownership.filter(own -> own.ownerId().equals(ownerId)).isPresent();
    }

    /**
     * How the command ends stands from here on, for its reports and its process: a later signal ends only its waits.
     *
     * @return the code, or the one of a signal that came before; 6 outranks that
     */
    public ExitCode decided(ExitCode code) {
        boolean signalled = lastWords.decide() || Thread.currentThread().isInterrupted();
        return signalled && code != ExitCode.MAY_STILL_RUN ? interruption.get() : code;
    }

    /** Done once a signal has come after {@link #decided}. */
    public CompletableFuture<Void> enough() {
        return lastWords.enough();
    }

    /** What {@code --quiet} held back is told or dropped by the code; what is said from here on is told. */
    public void settle(ExitCode code) {
        process.settled().accept(code);
    }

    /** The process's variables. */
    public Map<String, String> variables() {
        return environment;
    }

    public boolean confirm(String question) {
        return terminal.confirm(question);
    }

    @Override
    public void close() {
        lastWords.over();
        try {
            ownership.ifPresent(Ownership::close);
            memory.close();
        } finally {
            market.ifPresent(MarketAccess::close);
        }
    }
}
