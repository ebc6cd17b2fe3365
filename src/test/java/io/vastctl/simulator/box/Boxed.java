package io.vastctl.simulator.box;

import io.vastctl.simulator.Markets;
import io.vastctl.simulator.box.shell.Captured;
import io.vastctl.simulator.box.shell.Input;
import io.vastctl.simulator.box.shell.Shell;
import io.vastctl.simulator.box.shell.Streams;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.MarketTime;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/** A rented box without sockets at some moment of its life, and what commands in it give. */
final class Boxed {

    static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    final Contract contract;
    final MarketTime time;
    final Machine machine;

    /** What a command gave. */
    record Said(int exit, String out, String err) {}

    Boxed(Contract contract, Markets markets, Instant now) {
        this.contract = contract;
        this.time = new MarketTime(now, 1000, nap -> {});
        this.machine = new Machine(contract, markets.market, time, () -> Set.of("ssh-ed25519 AAAA me"));
    }

    /** One whose server has been listening for a second. */
    static Boxed up() {
        Markets markets = Markets.calm();
        Contract contract = markets.rent(TINY);
        return new Boxed(contract, markets, contract.server().listeningAt().plusSeconds(1));
    }

    /** One whose model is arriving. */
    static Boxed warming() {
        Markets markets = Markets.calm();
        Contract contract = markets.rent(TINY);
        return new Boxed(contract, markets, contract.server().downloadFrom().plusMillis(1));
    }

    /** One with that fault, at the moment when its server would start. */
    static Boxed with(Fault fault) {
        Markets markets = Markets.with(fault);
        Contract contract = markets.rent(TINY);
        return new Boxed(contract, markets, contract.server().start().plusSeconds(1));
    }

    Said run(String command) {
        return run(command, "");
    }

    Said run(String command, String input) {
        Captured out = new Captured();
        Captured err = new Captured();
        int exit = machine.shell(Shell.Dialect.BASH).run(command, new Streams(Input.of(input), out, err));
        return new Said(exit, out.text(), err.text());
    }

    String out(String command) {
        return run(command).out();
    }

    /** What a command over SSH gives, a batch of probes too. */
    String exec(String script) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BoxShell(machine).exec(script, InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), false);
        return out.toString(StandardCharsets.UTF_8);
    }
}
