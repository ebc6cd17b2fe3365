package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Flag;
import io.vastctl.cli.GlobalOptions;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Durations;
import io.vastctl.config.Suggestion;
import io.vastctl.guard.Rule;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.memory.guard.GuardDecisionFilter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard decisions}: what was decided, by which rule, and why. */
@Command(
        name = "decisions",
        description = "List what the guard of a plan decided, the newest first, with rule and reason.")
final class GuardDecisionsCommand extends BenchCommand {

    @Mixin
    GuardPost post = new GuardPost();

    @Option(
            names = "--since",
            paramLabel = "<duration>",
            defaultValue = "1d",
            description = "How far back (default: ${DEFAULT-VALUE}; 7 days are kept).")
    String since = "1d";

    @Option(names = "--rule", paramLabel = "<rule>", description = "Only by that rule, such as HOT.")
    @Nullable
    String rule;

    @Option(
            names = "--endpoint",
            paramLabel = "<name>",
            description = "Only about that endpoint of the plan and its rentals.")
    @Nullable
    String endpoint;

    @Option(
            names = "--limit",
            paramLabel = "<n>",
            defaultValue = "200",
            description = "How many at most, the newest (default: ${DEFAULT-VALUE}).")
    int limit = 200;

    @Option(names = "--all", description = "Also renewals of leases, and what is only told.")
    boolean all;

    @Option(
            names = "--inputs",
            description =
                    "With what each was decided by: the rental or the endpoint as the look had it, and the money.")
    boolean inputs;

    @Override
    protected boolean printsCsv() {
        return true;
    }

    @Override
    protected int run(Workbench bench) {
        GuardDecisionFilter filter = new GuardDecisionFilter(
                bench.clock().instant().minus(span("--since", since)),
                Optional.ofNullable(rule).map(GuardDecisionsCommand::rule),
                Optional.ofNullable(endpoint),
                // Who names a rule wants what it did, whatever that was.
                all || rule != null,
                Flag.fromOne("--limit", limit));
        GuardBook book = new GuardBook(bench.database());
        String guard = post.guard(bench);
        List<GuardBook.Found> found = book.decisions(guard, filter);
        DecisionsView view = new DecisionsView(book, inputs);
        if (global.output == GlobalOptions.Output.csv) bench.results().printText(DecisionsView.csv(found));
        else
            bench.results()
                    .show(
                            () -> view.json(found),
                            () -> view.text(found, "Nothing that fits was decided in the last " + since + "."));
        return 0;
    }

    private static String rule(String word) {
        List<String> rules = Arrays.stream(Rule.values()).map(Enum::name).toList();
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        if (!rules.contains(name))
            throw new UsageException("--rule " + word + ": no such rule" + Suggestion.didYouMean(word, rules)
                    + "; docs/guard-rules.md has them all");
        return name;
    }

    static Duration span(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage(), e);
        }
    }
}
