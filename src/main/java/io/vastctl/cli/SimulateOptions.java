package io.vastctl.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the simulated marketplace. */
final class SimulateOptions {

    @Option(
            names = "--simulate",
            arity = "0..1",
            paramLabel = "<scenario|file>",
            parameterConsumer = ScenarioConsumer.class,
            description = "Use the built-in marketplace, which needs no account and rents nothing: calm, ordinary,"
                    + " hostile or a scenario file (default scenario: ordinary).")
    @Nullable
    String scenario;

    @Option(names = "--seed", paramLabel = "<n>", description = "Same seed, same simulated run (default: 1).")
    @Nullable
    Long seed;

    @Option(
            names = "--speed",
            paramLabel = "<x>",
            description = "How many times faster than life the simulated market runs (default: 100).")
    @Nullable
    Double speed;

    @Option(
            names = "--offers",
            paramLabel = "<file>",
            description = "A saved search answer as the simulated market's offers.")
    @Nullable
    Path offers;

    boolean on() {
        return scenario != null;
    }

    /** @throws UsageException if an option has no meaning without {@code --simulate} */
    void check() {
        if (on()) return;
        if (seed != null) throw new UsageException("--seed only makes sense with --simulate: add --simulate");
        if (speed != null) throw new UsageException("--speed only makes sense with --simulate: add --simulate");
        if (offers != null) throw new UsageException("--offers only makes sense with --simulate: add --simulate");
    }
}
