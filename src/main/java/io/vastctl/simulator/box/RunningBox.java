package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.PortTakenException;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Life;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** The real sockets of one contract, opened and closed as its life says. Guarded by {@link Boxes}. */
final class RunningBox implements AutoCloseable, BoxSsh.Box {

    /** Nothing listens there. */
    private static final int REFUSING_PORT = 1;

    private static final double LEAST_SILENCE = 10;
    private static final double MOST_SILENCE = 15;

    private final Contract contract;
    private final Market market;
    private final MarketTime time;
    private final Traffic traffic;
    private volatile Machine machine;
    private volatile BoxShell shell;
    private volatile List<KeyPair> hostKeys = HostKeys.fresh();
    private Instant lastPull;
    private Instant served = Instant.MIN;
    private final List<Door> doors = new ArrayList<>();
    private final Object listenerLock = new Object();
    private Optional<Door> listener = Optional.empty();
    private Optional<BoxSsh> ssh = Optional.empty();
    private volatile Optional<BoxHttp> http = Optional.empty();

    RunningBox(Contract contract, Market market, MarketTime time) {
        this.contract = contract;
        this.market = market;
        this.time = time;
        this.traffic = (up, down) -> market.meter(contract, up, down);
        this.machine = new Machine(contract, market, time, this::keys);
        this.shell = new BoxShell(machine);
        this.lastPull = contract.life().loadingAt();
        machine.whenListening(this::settleListener);
    }

    /** Recycled, it is another container: new keys, and nothing of what was written. */
    private void renewIfRecycled() {
        Life life = contract.life();
        if (life.loadingAt().equals(lastPull)) return;
        lastPull = life.loadingAt();
        if (!life.prelude().filter("recycling"::equals).isPresent()) return;
        close();
        hostKeys = HostKeys.fresh();
        machine = new Machine(contract, market, time, this::keys);
        machine.whenListening(this::settleListener);
        shell = new BoxShell(machine);
    }

    /** Makes the sockets fit the moment. A port that somebody else took meanwhile is tried again next time. */
    void settle(Instant now) {
        renewIfRecycled();
        try {
            boolean answers = contract.sshAnswers(now);
            if (contract.has(Fault.SSH_CLOSES) || contract.has(Fault.SSH_SILENT)) settleDoors(answers);
            else settleSsh(answers);
            settleHttp(machine.serves());
            settleListener();
        } catch (PortTakenException | UncheckedIOException e) {
            // The port refuses, as it does on real machines whose port is taken.
            return;
        }
    }

    private void settleSsh(boolean wanted) {
        if (wanted && ssh.isEmpty()) ssh = Optional.of(new BoxSsh(sshPorts(), this));
        if (!wanted && ssh.isPresent()) {
            ssh.get().close();
            ssh = Optional.empty();
        }
    }

    private void settleDoors(boolean wanted) {
        if (!wanted) closeDoors();
        if (!wanted || !doors.isEmpty()) return;
        try {
            for (int port : sshPorts()) doors.add(door(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Door door(int port) throws IOException {
        if (contract.has(Fault.SSH_CLOSES)) return BadDoor.closing(port);
        return BadDoor.silent(port, time, silence(contract, market));
    }

    /** How long a silent door holds its visitors. */
    static Duration silence(Contract contract, Market market) {
        return MarketTime.seconds(market.chance().between(LEAST_SILENCE, MOST_SILENCE, "silence", contract.id()));
    }

    /** Called from the box's own commands too. */
    private void settleListener() {
        Optional<Machine.Listener> wanted = machine.listener().filter(here -> contract.up(time.instant()));
        Optional<Integer> port = wanted.map(here -> contract.ports().get(here.port()));
        synchronized (listenerLock) {
            if (wanted.isEmpty() || port.isEmpty() || contract.has(Fault.PORT_UNREACHABLE)) {
                listener.ifPresent(Door::close);
                listener = Optional.empty();
            } else if (listener.isEmpty()) {
                listener = saying(port.get(), wanted.get().line());
            }
        }
    }

    /** A port that somebody else took meanwhile refuses. */
    private static Optional<Door> saying(int port, String line) {
        try {
            return Optional.of(BadDoor.saying(port, line));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void closeListener() {
        synchronized (listenerLock) {
            listener.ifPresent(Door::close);
            listener = Optional.empty();
        }
    }

    private void settleHttp(boolean wanted) {
        Instant start = contract.server().start();
        if (http.isPresent() && !start.equals(served)) {
            // Another server since the last look: it has counts of its own.
            http.get().close();
            http = Optional.empty();
        }
        served = start;
        if (wanted && http.isEmpty()) {
            http = Optional.of(new BoxHttp(
                    machine.vllm(), time, traffic, publicServerPort(), () -> contract.stuck(time.instant())));
        }
        if (!wanted && http.isPresent()) {
            http.get().close();
            http = Optional.empty();
        }
    }

    /** The mapped port, or a hidden one where the outside cannot reach it. */
    private int publicServerPort() {
        if (contract.has(Fault.PORT_UNREACHABLE)) return 0;
        return contract.ports().getOrDefault(serverPort(), 0);
    }

    private List<Integer> sshPorts() {
        List<Integer> ports = new ArrayList<>();
        ports.add(contract.proxyPort());
        if (contract.ports().containsKey(22)) ports.add(contract.ports().get(22));
        return ports;
    }

    @Override
    public Set<String> keys() {
        return market.keys(contract);
    }

    @Override
    public List<KeyPair> hostKeys() {
        return hostKeys;
    }

    @Override
    public BoxCommand.Work command(String command) {
        return traffic.counted((in, out, err, terminal) -> shell.exec(command, in, out, err, terminal));
    }

    @Override
    public BoxCommand.Work prompt(ExecutorService threads) {
        return traffic.counted(new Terminal(shell, MachineFiles.hostname(contract), threads)::run);
    }

    @Override
    public int serverPort() {
        return contract.order().serverPort();
    }

    @Override
    public int realServerPort() {
        return http.map(BoxHttp::port).orElse(REFUSING_PORT);
    }

    private void closeDoors() {
        doors.forEach(Door::close);
        doors.clear();
    }

    @Override
    public void close() {
        settleSsh(false);
        closeDoors();
        closeListener();
        settleHttp(false);
    }
}
