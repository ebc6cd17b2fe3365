package io.vastctl.cli.market;

import io.vastctl.cli.simulate.ScenarioConsumer;
import io.vastctl.cli.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the simulated marketplace. */
public final class SimulateOptions {

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
    public Long seed;

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

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec command;

    /** Whether a simulated marketplace is asked for. */
    public boolean on() {
        return scenario != null;
    }

    /**
     * Checks that the options agree.
     *
     * @throws UsageException if an option has no meaning without {@code --simulate}
     */
    public void check() {
        if (on()) return;
        for (String option : List.of("--seed", "--speed", "--offers"))
            if (isOnTheCommandLine(option))
                throw new UsageException(option + " only makes sense with --simulate: add --simulate");
    }

    /** One from the environment is for whatever is simulated, and does not disturb the rest. */
    private boolean isOnTheCommandLine(String option) {
        return command != null && command.commandLine().getParseResult().hasMatchedOption(option);
    }
}
