package io.vastctl.simulator.box;

import io.vastctl.simulator.box.NearBoxes.Login;
import io.vastctl.simulator.box.NearBoxes.Reception;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** One contract's box without sockets; its doors open and close as those of {@link RunningBox} do. */
final class NearBox {

    private final Contract contract;
    private final Market market;
    private final MarketTime time;
    private final Traffic traffic;
    private Machine machine;
    private BoxShell shell;
    private Instant lastPull;
    /** Grows whenever the SSH server goes: sessions of before are broken. */
    private int servers;

    private boolean open;

    NearBox(Contract contract, Market market, MarketTime time) {
        this.contract = contract;
        this.market = market;
        this.time = time;
        this.traffic = (up, down) -> market.meter(contract, up, down);
        this.machine = new Machine(contract, market, time, () -> market.keys(contract));
        this.shell = new BoxShell(machine);
        this.lastPull = contract.life().loadingAt();
    }

    void settle() {
        renewIfRecycled();
        boolean answers = contract.sshAnswers(time.instant());
        if (open && !answers) servers++;
        open = answers;
    }

    /** The contract is no more. */
    void ends() {
        servers++;
        open = false;
    }

    private void renewIfRecycled() {
        Instant pull = contract.life().loadingAt();
        if (pull.equals(lastPull)) return;
        lastPull = pull;
        if (contract.life().prelude().filter("recycling"::equals).isEmpty()) return;
        ends();
        machine = new Machine(contract, market, time, () -> market.keys(contract));
        shell = new BoxShell(machine);
    }

    boolean hasSshAt(int port) {
        return open
                && (contract.proxyPort() == port
                        || Integer.valueOf(port).equals(contract.ports().get(22)));
    }

    Login login(String publicKey) {
        if (contract.has(Fault.SSH_CLOSES)) return Login.without(Reception.SILENT);
        if (contract.has(Fault.SSH_SILENT)) {
            time.advance(RunningBox.silence(contract, market));
            return Login.without(Reception.SILENT);
        }
        return opens(market.keys(contract), publicKey)
                ? new Login(Reception.ADMITTED, Optional.of(new NearSession(this, servers)))
                : Login.without(Reception.KEY_REFUSED);
    }

    /** A comment behind a key does not matter. */
    private static boolean opens(Set<String> keys, String publicKey) {
        return keys.stream().anyMatch(key -> bare(key).equals(bare(publicKey)));
    }

    private static String bare(String key) {
        String[] words = key.strip().split("\\s+", 3);
        return words.length < 2 ? key : words[0] + " " + words[1];
    }

    boolean stillOpen(int session) {
        return open && servers == session;
    }

    BoxCommand.Work command(String command) {
        return traffic.counted((in, out, err, terminal) -> shell.exec(command, in, out, err, terminal));
    }

    boolean servesAt(int port) {
        Integer mapped = contract.ports().get(contract.order().serverPort());
        return mapped != null && mapped == port && !contract.has(Fault.PORT_UNREACHABLE) && machine.serves();
    }

    /** Whether the box's own port is its server's, and that listens. */
    boolean servesInside(int port) {
        return contract.order().serverPort() == port && machine.serves();
    }

    NearServer server() {
        return new NearServer(machine.vllm(), time, traffic, contract.stuck(time.instant()), machine::serves);
    }

    Optional<String> lineAt(int port) {
        return machine.listener()
                .filter(here -> contract.up(time.instant()) && !contract.has(Fault.PORT_UNREACHABLE))
                .filter(here -> Integer.valueOf(port).equals(contract.ports().get(here.port())))
                .map(Machine.Listener::line);
    }
}
