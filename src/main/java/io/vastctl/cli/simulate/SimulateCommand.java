package io.vastctl.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Flag;
import io.vastctl.cli.ParentCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.evaluate.EvaluateCommand;
import io.vastctl.cli.guard.SimulateGuardCommand;
import io.vastctl.cli.market.SimulatedMarkets;
import io.vastctl.cli.text.UsageException;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.simulator.SimulatedMarket.Options;
import io.vastctl.simulator.SimulatedMarket.Service;
import io.vastctl.simulator.api.CallLog;
import io.vastctl.simulator.loopback.PortTakenException;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.ServedTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vastctl simulate}: the simulated marketplace by itself. */
@Command(
        name = "simulate",
        description = "The simulated marketplace by itself; test --simulate has its own.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SimulateCommand.Serve.class, EvaluateCommand.class, SimulateGuardCommand.class})
public final class SimulateCommand extends ParentCommand {

    /** Serves a market until a signal comes. */
    @Command(
            name = "serve",
            description = {
                "Serve a simulated marketplace on this machine to any client, until Ctrl-C.",
                "With VAST_URL set to its address, vastctl and Vast.ai's own client rent there; it costs nothing."
            })
    static final class Serve extends BenchCommand {

        static final int DEFAULT_PORT = 8042;
        private static final int HIGHEST_PORT = 65_535;

        @Option(
                names = "--port",
                paramLabel = "<n>",
                defaultValue = "" + DEFAULT_PORT,
                description = "Where to listen on 127.0.0.1; 0 for any free port (default: ${DEFAULT-VALUE}).")
        int port = DEFAULT_PORT;

        @Option(
                names = "--scenario",
                paramLabel = "<scenario|file>",
                defaultValue = ScenarioConsumer.DEFAULT,
                description =
                        "What goes wrong: calm, ordinary, hostile or a scenario file (default: ${DEFAULT-VALUE}).")
        String scenario = ScenarioConsumer.DEFAULT;

        @Option(names = "--seed", paramLabel = "<n>", description = "Same seed, same market (default: 1).")
        @Nullable
        Long seed;

        @Option(
                names = "--speed",
                paramLabel = "<x>",
                description = "How many times faster than life the market's clock runs (default: 1; 100 for the"
                        + " waits of vastctl itself).")
        @Nullable
        Double speed;

        @Option(names = "--offers", paramLabel = "<file>", description = "A saved search answer as its offers.")
        @Nullable
        Path offers;

        @Override
        protected int run(Workbench bench) {
            try (SimulatedMarket market = open(bench)) {
                Serving serving = new Serving(market.apiUrl(), scenario, SimulatedMarkets.seed(seed), flow());
                bench.results().print(serving::json, serving::text);
                awaitTheSignal();
                tellTheEnd(market, bench.terminal().err());
            }
            return bench.interruption().get().code();
        }

        private SimulatedMarket open(Workbench bench) {
            Flag.within("--port", port, 0, HIGHEST_PORT);
            SimulatedMarkets.requireScenario("--scenario", scenario);
            Options options = new Options(
                    scenario,
                    SimulatedMarkets.seed(seed),
                    SimulatedMarkets.speed(speed, MarketTime.DEFAULT_SPEED),
                    Optional.ofNullable(offers),
                    port,
                    bench.clock().instant());
            Service service = new Service(flow(), bench.clock(), bench.sleeper(), log(bench));
            try {
                return SimulatedMarkets.orOneLine(() -> SimulatedMarket.serve(options, service));
            } catch (PortTakenException e) {
                throw new UsageException("--port: " + e.getMessage(), e);
            }
        }

        private double flow() {
            return SimulatedMarkets.speed(speed, ServedTime.DEFAULT_FLOW);
        }

        /** For those who watch: on a terminal, or when asked. */
        private CallLog log(Workbench bench) {
            boolean wanted =
                    bench.global().verbose.length > 0 || bench.terminal().live();
            if (!wanted || bench.global().quiet) return CallLog.NONE;
            PrintWriter err = bench.terminal().err();
            return (at, method, path, status) -> {
                err.println(at + " " + method + " " + path + " " + (status == 0 ? "answer dropped" : status));
                err.flush();
            };
        }

        /** A signal interrupts this thread; nothing else ends the market. */
        private static void awaitTheSignal() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // The signal: what follows must not be interrupted, so the mark is not set again.
                return;
            }
        }

        private static void tellTheEnd(SimulatedMarket market, PrintWriter err) {
            ObjectNode truth = market.truth().json();
            err.print(TruthView.text(truth));
            truth.path("alive")
                    .forEach(rental -> err.println("vastctl: STILL ALIVE at the end: " + TruthView.rental(rental)
                            + "; in the real market it would go on billing"));
            err.flush();
        }
    }
}
