package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.PortTakenException;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The real sockets of one contract, opened and closed as its life says. Guarded by {@link Boxes}. */
final class RunningBox implements AutoCloseable, BoxSsh.Box {

    /** Nothing listens there. */
    private static final int REFUSING_PORT = 1;

    private final Contract contract;
    private final Market market;
    private final MarketTime time;
    private final AtomicLong execs = new AtomicLong();
    private final List<ClosingDoor> doors = new ArrayList<>();
    private Optional<BoxSsh> ssh = Optional.empty();
    private volatile Optional<BoxHttp> http = Optional.empty();

    RunningBox(Contract contract, Market market, MarketTime time) {
        this.contract = contract;
        this.market = market;
        this.time = time;
    }

    /** Makes the sockets fit the moment. A port that somebody else took meanwhile is tried again next time. */
    void settle(Instant now) {
        try {
            boolean answers = contract.sshAnswers(now);
            if (contract.has(Fault.SSH_CLOSES)) settleDoors(answers);
            else settleSsh(answers);
            settleHttp(contract.serves(now));
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
            for (int port : sshPorts()) doors.add(new ClosingDoor(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void settleHttp(boolean wanted) {
        if (wanted && http.isEmpty()) {
            http = Optional.of(new BoxHttp(contract, market.chance(), time, publicServerPort()));
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

    /** Takes a little of the market's time, as a command over a real line does. */
    @Override
    public ExecReply run(String command) {
        Duration takes =
                MarketTime.seconds(market.chance().between(0.15, 0.35, "exec", contract.id(), execs.getAndIncrement()));
        time.advance(takes);
        BoxShell shell = new BoxShell(contract, time.instant());
        Optional<byte[]> batch = ProbeBatch.answer(command, shell);
        return batch.map(output -> new ExecReply(0, output, new byte[0]))
                .orElseGet(() -> ExecReply.of(shell.run(command)));
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
        doors.forEach(ClosingDoor::close);
        doors.clear();
    }

    @Override
    public void close() {
        settleSsh(false);
        closeDoors();
        settleHttp(false);
    }
}
