package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.config.ApiKeySource;
import io.vastctl.config.BadSettingException;
import io.vastctl.config.FoundKey;
import io.vastctl.config.Settings;
import io.vastctl.config.UserFolders;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.StoredSettings;
import io.vastctl.memory.ThisHost;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.Pulse;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.ssh.SshIdentity;
import io.vastctl.ssh.SshKeys;
import io.vastctl.ssh.Unlocking;
import io.vastctl.time.Sleeper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What one command works with, each thing made when it is first asked for. */
final class Workbench implements AutoCloseable {

    private final GlobalOptions global;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final UserFolders folders;
    private final Settings settings;
    private final Sleeper sleeper;
    private final Supplier<ExitCode> interruption;
    private final LastWords lastWords;
    private final WorkbenchFactory process;
    /** Real time, also once a simulated market has set its own. */
    private final Clock wall;

    private Clock clock;
    private Optional<Database> database = Optional.empty();
    private Optional<MarketAccess> market = Optional.empty();
    private Optional<AdapterCatalog> adapters = Optional.empty();
    private Optional<Ownership> ownership = Optional.empty();
    private Optional<SshIdentity> sshIdentity = Optional.empty();

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
    }

    GlobalOptions global() {
        return global;
    }

    /** The settings as they would be if none were stored. */
    Settings unstored() {
        return new Settings(environment, key -> Optional.empty(), folders.configFile());
    }

    Terminal terminal() {
        return terminal;
    }

    /** A new one of the same process, which reads everything anew. */
    Workbench again() {
        return process.open(global);
    }

    /** Where the key is looked for. */
    ApiKeySource keys() {
        return new ApiKeySource(environment, folders);
    }

    /** Where {@code --events -} writes. */
    PrintWriter events() {
        return process.events();
    }

    UserFolders folders() {
        return folders;
    }

    Settings settings() {
        return settings;
    }

    /** The time of the market in use: the system's, or the simulated one's. */
    Clock clock() {
        return clock;
    }

    /** Lets the time outside a simulated market pass. */
    Sleeper sleeper() {
        return sleeper;
    }

    Supplier<ExitCode> interruption() {
        return interruption;
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Whether a variable of that name is not to be handed on. */
    static boolean isSecret(String variable) {
        return SecretValues.isSecret(variable);
    }

    /** Everything in reach that must not be handed on: the key, and variables whose names say so. */
    List<String> secrets() {
        return SecretValues.in(environment);
    }

    /** Where the API key comes from; never the key. */
    Optional<String> keySource() {
        return keys().find().map(FoundKey::source);
    }

    Path stateFile() {
        return Optional.ofNullable(global.state)
                .or(() -> variable("VASTCTL_STATE").map(Path::of))
                .orElseGet(folders::database);
    }

    /** The database, made on first use. */
    Database database() {
        if (database.isEmpty()) database = Optional.of(Database.open(stateFile(), marketTime()));
        return database.get();
    }

    /** Shows the market's time also to a database that was opened before the market. */
    private Clock marketTime() {
        return new FollowingClock(() -> clock);
    }

    WorkloadCatalog workloads() {
        return new WorkloadCatalog(folders.workloads());
    }

    /** What is wrong with a plug-in is told once. */
    AdapterCatalog adapters() {
        if (adapters.isEmpty()) {
            AdapterCatalog catalog = AdapterCatalog.ofFolder(Workbench.class.getClassLoader(), folders.plugins());
            catalog.problems().forEach(problem -> terminal.err().println("vastctl: adapter left out: " + problem));
            adapters = Optional.of(catalog);
        }
        return adapters.get();
    }

    /** The operator's SSH key; made on first use if there is none, and asked for its passphrase once if it has one. */
    SshIdentity sshIdentity() {
        SshIdentity identity = sshIdentity.orElseGet(this::loadedIdentity);
        sshIdentity = Optional.of(identity);
        return identity;
    }

    /** The key that is found without being named, or the place where it would be made. */
    Path foundSshKey() {
        Path shared = folders.sharedSshKey();
        return Files.exists(shared)
                ? shared
                : stateFolder().resolve(String.valueOf(folders.ownSshKey().getFileName()));
    }

    private Path stateFolder() {
        return Optional.ofNullable(stateFile().toAbsolutePath().getParent()).orElseGet(folders::state);
    }

    private SshIdentity loadedIdentity() {
        Unlocking unlocking = new Unlocking(variable("SSH_AUTH_SOCK").map(Path::of), terminal::secret);
        return SshKeys.load(
                settings.get(Settings.SSH_KEY).map(folders::path), folders.home(), stateFolder(), unlocking);
    }

    /**
     * The market to work on; to be asked for before the database, whose time it sets.
     *
     * @throws NoKeyException if it is the real one and there is no key
     */
    MarketAccess market(SimulateOptions simulate) {
        if (market.isEmpty()) {
            simulate.check();
            MarketDoor door = new MarketDoor(clock, sleeper, new ApiKeySource(environment, folders), this::notice);
            market = Optional.of(
                    simulate.on()
                            ? door.simulated(simulate)
                            : door.at(DemandOptions.value(settings, Settings.API_URL, global.apiUrl)));
            clock = market.get().clock();
        }
        return market.get();
    }

    /** This process's name in the journal, with its heartbeat; begins on first use. */
    Ownership ownership(String command) {
        if (ownership.isEmpty()) {
            ownership = Optional.of(Ownership.open(database(), command, wall, ThisHost.liveness(), Pulse.REAL));
            lastWords.of(ownership.get());
        }
        return ownership.get();
    }

    /** Real time, by which processes tell each other that they live. */
    Clock wall() {
        return wall;
    }

    /** What the journal calls the market in use. */
    String marketName(SimulateOptions simulate, String command) {
        return simulate.on()
                ? MarketName.inProcess(ownership(command).ownerId())
                : MarketName.at(DemandOptions.value(settings, Settings.API_URL, global.apiUrl));
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
    Optional<Database> knownDatabase() {
        if (database.isEmpty()) database = Database.openExisting(stateFile(), marketTime());
        return database;
    }

    /** The market in use, as the journal calls it; nothing is made, and no other process has one of the same name. */
    String knownMarketName(SimulateOptions simulate) {
        return simulate.on()
                ? MarketName.inProcess(ownership.map(Ownership::ownerId).orElse("none"))
                : MarketName.at(DemandOptions.value(settings, Settings.API_URL, global.apiUrl));
    }

    /** Whether that is this process's name in the journal. */
    boolean owns(String ownerId) {
        return ownership.filter(own -> own.ownerId().equals(ownerId)).isPresent();
    }

    /** The kind of market that the command works on; it is asked only where the address does not tell. */
    Origin origin(SimulateOptions simulate) {
        if (simulate.on()) return Origin.SIMULATED;
        try {
            if (market.isEmpty() && knownMarketName(simulate).equals(MarketName.REAL)) return Origin.REAL;
            return market(simulate).origin();
        } catch (NoKeyException | UsageException | BadSettingException e) {
            // A simulated one needs no key, and an address that is refused is none of a simulated one.
            return Origin.REAL;
        }
    }

    /**
     * How the command ends stands from here on, for its reports and its process: a later signal ends only its waits.
     *
     * @return the code, or the one of a signal that came before; 6 outranks that
     */
    ExitCode decided(ExitCode code) {
        boolean signalled = lastWords.decide() || Thread.currentThread().isInterrupted();
        return signalled && code != ExitCode.MAY_STILL_RUN ? interruption.get() : code;
    }

    /** Done once a signal has come after {@link #decided}. */
    CompletableFuture<Void> enough() {
        return lastWords.enough();
    }

    /** What {@code --quiet} held back is told or dropped by the code; what is said from here on is told. */
    void settle(ExitCode code) {
        process.settled().accept(code);
    }

    /** The process's variables. */
    Map<String, String> variables() {
        return environment;
    }

    /** Prints the one result: JSON for programs, text for people. */
    void print(Supplier<ObjectNode> json, Supplier<String> text) {
        if (global.json()) terminal.out().println(Json.pretty(json.get()));
        else terminal.out().print(text.get());
        terminal.out().flush();
    }

    /** Prints the one result; where a terminal shows it, long lines of the text go on below themselves. */
    void show(Supplier<ObjectNode> json, Supplier<String> text) {
        print(json, () -> Wrapped.text(text.get(), width()));
    }

    /** Prints a text as it is, such as CSV. */
    void printText(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }

    /** Prints that something was done, in one sentence. */
    void done(String sentence) {
        print(() -> Json.document("done").put("message", sentence), () -> sentence + System.lineSeparator());
    }

    /** Of the terminal that shows results, in characters; empty if none does, or nobody knows. */
    OptionalInt width() {
        return terminal.interactive() ? TerminalWidth.of(environment.getOrDefault("COLUMNS", "")) : OptionalInt.empty();
    }

    /** How its terminal may be written on. */
    LiveReporter.Looks looks() {
        boolean colour = global.color == GlobalOptions.Color.always
                || (global.color == GlobalOptions.Color.auto && !environment.containsKey("NO_COLOR"));
        return new LiveReporter.Looks(StatusBlock.canBeShown(), colour);
    }

    /** Makes a table as wide as the terminal that shows it, if one does. */
    UnaryOperator<TextTable> fitting() {
        OptionalInt width = width();
        return table -> width.isPresent() ? table.fitted(width.getAsInt()) : table;
    }

    boolean confirm(String question) {
        return terminal.confirm(question);
    }

    @Override
    public void close() {
        lastWords.over();
        try {
            ownership.ifPresent(Ownership::close);
            database.ifPresent(Database::close);
        } finally {
            market.ifPresent(MarketAccess::close);
        }
    }
}
