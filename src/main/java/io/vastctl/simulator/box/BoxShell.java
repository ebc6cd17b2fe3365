package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.Captured;
import io.vastctl.simulator.box.shell.GoneException;
import io.vastctl.simulator.box.shell.Input;
import io.vastctl.simulator.box.shell.Shell;
import io.vastctl.simulator.box.shell.Shell.Dialect;
import io.vastctl.simulator.box.shell.Streams;
import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Runs what comes over SSH. Each command takes some of the market's time; on a slow box, much of it. */
final class BoxShell {

    private static final double SLOWEST_SECONDS = 7;
    private static final double SLOW_SECONDS = 1.5;

    private final Machine machine;
    private final AtomicLong execs = new AtomicLong();
    private final AtomicLong commands = new AtomicLong();

    /** What a probe gave. */
    record Result(int exit, String stdout, String stderr) {}

    BoxShell(Machine machine) {
        this.machine = machine;
    }

    /** Runs one command, or answers a batch of probes, and gives its exit status. */
    int exec(String script, InputStream in, OutputStream out, OutputStream err, boolean terminal) {
        machine.pass(overTheLine());
        Optional<ProbeBatch> batch = ProbeBatch.of(script);
        if (batch.isPresent()) return answer(batch.get(), out);
        Charset utf8 = StandardCharsets.UTF_8;
        Streams io = new Streams(
                ChannelStreams.input(in),
                ChannelStreams.output(out, utf8, terminal),
                ChannelStreams.output(err, utf8, terminal));
        machine.pass(slowness());
        return shell(Dialect.BASH).run(script, io);
    }

    /** As bytes: a followed log may be cut in the middle of a character. */
    private int answer(ProbeBatch batch, OutputStream out) {
        try {
            out.write(batch.answer(this));
            out.flush();
            return 0;
        } catch (IOException e) {
            throw new GoneException();
        }
    }

    Shell shell(Dialect dialect) {
        return machine.shell(dialect);
    }

    /** What a command over a real line takes at least. */
    private Duration overTheLine() {
        Chance chance = machine.chance();
        return MarketTime.seconds(
                chance.between(0.15, 0.35, "exec", machine.contract().id(), execs.getAndIncrement()));
    }

    /** What this machine takes for its next command besides. */
    Duration slowness() {
        if (!machine.contract().has(Fault.SLOW_BOX)) return Duration.ZERO;
        long id = machine.contract().id();
        double seconds =
                machine.chance().between(SLOW_SECONDS, SLOWEST_SECONDS, "slow", id, commands.getAndIncrement());
        return MarketTime.seconds(seconds);
    }

    /** One probe as {@code sh -c} runs it, cut off at its limit. */
    Result probe(String command, Duration limit) {
        Captured out = new Captured();
        Captured err = new Captured();
        int exit = shell(Dialect.SH).runWithin(limit, command, new Streams(Input.none(), out, err));
        return new Result(exit, out.text(), err.text());
    }

    Optional<byte[]> file(String path) {
        return machine.files().bytes(path);
    }

    void pass(Duration time) {
        machine.pass(time);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
