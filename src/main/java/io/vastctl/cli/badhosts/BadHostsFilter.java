package io.vastctl.cli.badhosts;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Suggestion;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.Exemption;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.memory.hosts.Source;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which entries to list; every option narrows the list, and the whitelist where it can. */
final class BadHostsFilter {

    @Option(names = "--scope", paramLabel = "<scope>", description = "Only machine or only host entries.")
    @Nullable
    String scope;

    @Option(names = "--source", paramLabel = "<source>", description = "Only manual or only automatic entries.")
    @Nullable
    String source;

    @Option(
            names = "--market",
            paramLabel = "<market>",
            description = "Only what counts in the real or the simulated one.")
    @Nullable
    String market;

    @Option(names = "--cause", paramLabel = "<text>", description = "Only entries whose cause holds this text.")
    @Nullable
    String cause;

    @Option(names = "--workload", paramLabel = "<name>", description = "Only what counts for this workload.")
    @Nullable
    String workload;

    @Option(names = "--host-id", paramLabel = "<id>", description = "Only this host and its machines.")
    @Nullable
    Long hostId;

    /** @throws UsageException if a word is none of those expected */
    void check() {
        if (scope != null) scope(scope);
        word("--source", source, "manual", "automatic");
        word("--market", market, "real", "simulated");
    }

    static Scope scope(String word) {
        for (Scope scope : Scope.values()) if (scope.word().equals(word)) return scope;
        throw new UsageException("--scope " + word + ": expected machine or host"
                + Suggestion.didYouMean(word, List.of("machine", "host")));
    }

    private static void word(String option, @Nullable String word, String one, String other) {
        if (word != null && !word.equals(one) && !word.equals(other))
            throw new UsageException(option + " " + word + ": expected " + one + " or " + other
                    + Suggestion.didYouMean(word, List.of(one, other)));
    }

    boolean admits(BadHost entry) {
        return (scope == null || entry.scope().word().equals(scope))
                && (source == null || entry.source().word().equals(source))
                && (market == null || counts(entry, market))
                && (cause == null || holds(entry.cause(), cause))
                && (workload == null
                        || entry.workload().isEmpty()
                        || entry.workload().get().equals(workload))
                && (hostId == null || entry.hostId() == hostId);
    }

    /** An exemption has neither source nor market nor cause. */
    boolean admits(Exemption exemption) {
        return (scope == null || exemption.scope().word().equals(scope))
                && (hostId == null || (exemption.scope() == Scope.HOST && exemption.id() == hostId));
    }

    private static boolean counts(BadHost entry, String market) {
        return entry.source() == Source.MANUAL || (entry.origin() == Origin.SIMULATED) == market.equals("simulated");
    }

    private static boolean holds(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
