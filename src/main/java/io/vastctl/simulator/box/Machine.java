package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.GoneException;
import io.vastctl.simulator.box.shell.LayeredFiles;
import io.vastctl.simulator.box.shell.Program;
import io.vastctl.simulator.box.shell.Shell;
import io.vastctl.simulator.box.shell.World;
import io.vastctl.simulator.market.CardState;
import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.LeaseLoop;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.ServerRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One container as those who are in it see it: its files, processes and programs. What its server goes
 * through follows from the contract until somebody in the box kills it. Safe for several threads.
 */
final class Machine implements World {

    private static final Duration DYING = Duration.ofMillis(50);

    private final Contract contract;
    private final Market market;
    private final MarketTime time;
    private final Supplier<Set<String>> keys;
    private final LayeredFiles files;
    private final Map<String, Program> programs;
    private final ServerCommand serverCommand;
    private Optional<Served> served = Optional.empty();
    private Optional<Listener> listener = Optional.empty();
    private volatile Runnable whenListening = () -> {};

    /**
     * A program in the box that tells a line to whoever connects.
     *
     * @param port inside the container
     */
    record Listener(int port, String line, Instant until) {}

    private record Served(Instant start, VllmApi api) {}

    /** @param keys that open the machine now, in OpenSSH form */
    Machine(Contract contract, Market market, MarketTime time, Supplier<Set<String>> keys) {
        this.contract = contract;
        this.market = market;
        this.time = time;
        this.keys = keys;
        this.serverCommand = ServerCommand.of(contract.order());
        this.files = new LayeredFiles(new MachineFiles(this));
        this.programs = MachinePrograms.of(this);
    }

    Contract contract() {
        return contract;
    }

    Chance chance() {
        return market.chance();
    }

    Set<String> keys() {
        return keys.get();
    }

    ServerCommand serverCommand() {
        return serverCommand;
    }

    Processes processes() {
        return new Processes(this);
    }

    Readings readings() {
        return new Readings(this);
    }

    /** What its server goes through in the present run of the container. */
    ServerRun server() {
        contract.feel(now());
        return contract.server();
    }

    /** The server behind the port; it forgets its counts when it starts anew. */
    synchronized VllmApi vllm() {
        Instant start = contract.server().start();
        if (served.filter(known -> known.start().equals(start)).isEmpty()) {
            served = Optional.of(new Served(start, new VllmApi(contract, chance(), time)));
        }
        return served.get().api();
    }

    /** Whether its port answers. */
    boolean serves() {
        return contract.serves(now()) && server().listening(now());
    }

    /** The file of the lease was written, or removed if it is empty. */
    void leaseFile(Optional<String> text) {
        market.leaseFile(contract, text);
    }

    /** The loop of the lease, while it runs. */
    Optional<LeaseLoop> leaseLoop() {
        return contract.lease().filter(LeaseLoop::runs);
    }

    void killLeaseLoop() {
        market.leaseLoopKilled(contract);
    }

    /** The process that holds back the download, while it does. */
    boolean holdsDownload() {
        return contract.holdsDownload(now());
    }

    void releaseDownload() {
        market.releaseDownload(contract);
    }

    /** Bytes that a program in the box fetched from the internet. */
    void fetched(long bytes) {
        market.meter(contract, 0, bytes);
    }

    /** What listens beside the server, if anything does. */
    synchronized Optional<Listener> listener() {
        return listener.filter(here -> here.until().isAfter(now()));
    }

    /** Something listens from now on, unless something does already; tells which. */
    boolean listen(Listener next) {
        synchronized (this) {
            if (listener().isPresent()) return false;
            listener = Optional.of(next);
        }
        whenListening.run();
        return true;
    }

    void whenListening(Runnable told) {
        whenListening = told;
    }

    /** The server ends now by that signal; a moment later its port is closed. */
    void killServer(int signal) {
        if (!server().alive(now())) return;
        boolean told = MachineFiles.hasOwnStartScript(contract);
        market.endServer(contract, now(), 128 + signal, told ? "vastctl: ended by signal " + signal + "\n" : "");
        pass(DYING);
    }

    /** The start script is run once more. */
    void runStartScript() {
        market.startServer(contract, now());
    }

    /** A card as it really is now. */
    CardState card(int card) {
        return contract.card(card, now());
    }

    @Override
    public LayeredFiles files() {
        return files;
    }

    @Override
    public Map<String, Program> programs() {
        return programs;
    }

    @Override
    public Instant now() {
        return time.instant();
    }

    /** @throws GoneException if the one for whom it passes has left */
    @Override
    public void pass(Duration duration) {
        if (Thread.currentThread().isInterrupted()) throw new GoneException();
        time.advance(duration);
    }

    /** A shell as one gets it over SSH: without what the container was started with. */
    Shell shell(Shell.Dialect dialect) {
        return new Shell(this, dialect, loginEnvironment());
    }

    private static Map<String, String> loginEnvironment() {
        return new TreeMap<>(Map.of(
                "HOME", "/root",
                "USER", "root",
                "LOGNAME", "root",
                "SHELL", "/bin/bash",
                "PWD", "/root",
                "LANG", "C.UTF-8",
                "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    }
}
