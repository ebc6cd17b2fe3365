package io.vastctl.cli.rent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.Backstage;
import io.vastctl.cli.EventLog;
import io.vastctl.cli.RandomNames;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.live.LiveReporter;
import io.vastctl.cli.live.ProgressReporter;
import io.vastctl.cli.live.QuietReporter;
import io.vastctl.cli.live.Screen;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.Json;
import io.vastctl.config.RankingSettings;
import io.vastctl.config.Settings;
import io.vastctl.config.WaitSettings;
import io.vastctl.endpoint.WorkloadEndpointCheck;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.provision.Provisioner;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.Surroundings;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.ssh.SshConnector;
import io.vastctl.ssh.SshIdentity;
import io.vastctl.workload.Workload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything one run needs, put together from a workbench, and closed together. */
public final class RunTools implements AutoCloseable {

    private final Workbench bench;
    private final SimulateOptions simulate;
    private final String command;
    private final MarketAccess market;
    private final SshIdentity identity;
    private final SshConnector ssh;
    private final ReadinessLimits limits;
    private final Optional<EventLog> events;
    private Optional<LiveReporter> display = Optional.empty();

    private RunTools(
            Workbench bench,
            SimulateOptions simulate,
            String command,
            MarketAccess market,
            SshIdentity identity,
            ReadinessLimits limits) {
        this.bench = bench;
        this.simulate = simulate;
        this.command = command;
        this.market = market;
        this.identity = identity;
        this.limits = limits;
        ssh = new SshConnector(identity, market.clock());
        events = Optional.ofNullable(bench.global().events)
                .map(path -> EventLog.toStdout(path)
                        ? new EventLog(
                                bench.events(), market.clock(), bench.terminal().err())
                        : new EventLog(path, market.clock(), bench.terminal().err()));
    }

    /**
     * What a command that rents works with.
     *
     * @param command such as {@code test}: what this process is called in the journal
     */
    public static RunTools open(Workbench bench, SimulateOptions simulate, String command) {
        ReadinessLimits limits = limits(bench.settings());
        // In this order: without an API key nothing is made, not even an SSH key.
        MarketAccess market = bench.market(simulate);
        SshIdentity identity = bench.keys().ssh();
        return new RunTools(bench, simulate, command, market, identity, limits);
    }

    public Provisioner provisioner(RunEvent.Listener listener) {
        return new Provisioner(surroundings(), memory(), listener);
    }

    /** Where its runs keep what outlives them. */
    public RunMemory memory() {
        BadHosts badHosts = new BadHosts(bench.database());
        HostMemory hosts = new HostMemory(bench.database());
        return new RunMemory(
                bench.ownership(command).journal(),
                new RunHistory(bench.database()),
                badHosts,
                new StoredExperience(hosts, badHosts, market.clock(), RankingSettings.constants(bench.settings())),
                ranked -> Json.line(Snapshot.of(ranked)));
    }

    public Surroundings surroundings() {
        return new Surroundings(
                market.api(),
                ssh,
                new WorkloadEndpointCheck(market.clock()),
                bench.adapters(),
                SignatureTable.forStatusMessages(),
                limits,
                identity.publicKeyLine(),
                market.clock(),
                market.sleeper(),
                RandomNames::secret,
                () -> RandomNames.runId(market.clock().instant()),
                bench::variable,
                bench.marketName(simulate, command),
                market.address(),
                bench.interruption());
    }

    /** Progress on stderr, and the event log if one is asked for. */
    RunEvent.Listener listener() {
        List<RunEvent.Listener> listeners = new ArrayList<>();
        if (bench.global().quiet)
            listeners.add(new QuietReporter(bench.terminal().err()));
        else if (bench.terminal().screen().isEmpty() || bench.global().noProgress || bench.global().verbose.length > 0)
            listeners.add(new ProgressReporter(bench.terminal().err(), market.clock()));
        else listeners.add(live(bench.terminal().screen().get()));
        events.ifPresent(listeners::add);
        if (bench.global().logs()) listeners.add(new LoggedRun());
        return event -> listeners.forEach(listener -> listener.hear(event));
    }

    /** The event log if one is asked for, for a command that shows its progress itself. */
    public RunEvent.Listener eventsOnly() {
        List<RunEvent.Listener> listeners = new ArrayList<>();
        events.ifPresent(listeners::add);
        if (bench.global().logs()) listeners.add(new LoggedRun());
        return event -> listeners.forEach(listener -> listener.hear(event));
    }

    private LiveReporter live(Screen screen) {
        RunWatch watch = new RunWatch(
                request -> new RunHistory(bench.database())
                        .startTimes(
                                request.origin(), request.demand().workload().version()),
                ZoneId.systemDefault(),
                market.clock().instant());
        LiveReporter reporter = new LiveReporter(screen, bench.results().looks(), market.clock(), watch).running();
        display = Optional.of(reporter);
        return reporter;
    }

    /** What one attempt takes if every window is used up. */
    public Duration longestAttempt(Workload workload) {
        Duration startup = bench.adapters()
                .find(workload.adapter())
                .map(adapter -> adapter.startupWindow(workload))
                .orElse(Duration.ZERO);
        return limits.infrastructureWindow().plus(startup);
    }

    /** Where the market in use answers. */
    public URI apiAddress() {
        return market.address();
    }

    /** The market's time. */
    Instant now() {
        return market.clock().instant();
    }

    /** Whether the market is real or simulated. */
    public Origin origin() {
        return market.origin();
    }

    /** Whether what is rented outlives this command: in the real market, and in a served one. */
    public boolean marketGoesOn() {
        return market.backstage().map(Backstage::goesOn).orElse(true);
    }

    /** What the simulated market itself knows, if it is one. */
    public Optional<ObjectNode> truth() {
        return market.backstage().flatMap(Backstage::truth);
    }

    public static ReadinessLimits limits(Settings settings) {
        ReadinessLimits defaults = ReadinessLimits.DEFAULTS;
        return new ReadinessLimits(
                settings.get(WaitSettings.INFRASTRUCTURE_WINDOW),
                settings.get(WaitSettings.PULL_STALL),
                settings.get(WaitSettings.SSH_UNREACHABLE),
                settings.get(WaitSettings.SSH_LOST),
                settings.get(WaitSettings.FORWARDING_FAILED),
                settings.get(WaitSettings.KEY_REFUSED),
                defaults.containerExited(),
                defaults.startedAgain(),
                defaults.endpointUnreachable(),
                settings.get(WaitSettings.POLL_INTERVAL),
                defaults.workloadInterval(),
                defaults.apiInterval());
    }

    /** What the run asked of the API and of the machines, in one line. */
    private String calls() {
        Map<String, Integer> api = market.api().calls();
        String kinds = api.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        int sum = api.values().stream().mapToInt(Integer::intValue).sum();
        return "API calls: " + sum + (kinds.isEmpty() ? "" : " (" + kinds + ")") + "; SSH: "
                + counted(ssh.count().connections(), "connection") + ", "
                + counted(ssh.count().execs(), "command");
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    @Override
    public void close() {
        display.ifPresent(LiveReporter::close);
        if (bench.global().verbose.length > 0) bench.terminal().err().println(calls());
        ssh.close();
        events.ifPresent(EventLog::close);
    }
}
