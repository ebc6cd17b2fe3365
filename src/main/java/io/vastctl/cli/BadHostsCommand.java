package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.memory.BadHost;
import io.vastctl.memory.BadHosts;
import io.vastctl.memory.Exemption;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl bad-hosts}: the machines and hosts that are not rented, and why. */
@Command(
        name = "bad-hosts",
        description = "Machines and hosts that are not rented, and why.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BadHostsCommand.ListEntries.class,
            BadHostsCommand.Add.class,
            BadHostsCommand.Whitelist.class,
            BadHostsCommand.Unwhitelist.class,
            BadHostsCommand.Remove.class,
            BadHostsCommand.Clear.class
        })
final class BadHostsCommand extends ParentCommand {

    /** What an id names. */
    static final class ScopeOption {
        @Option(names = "--host", description = "The ID is a host (owner of many machines), not a machine.")
        boolean host;

        Scope scope() {
            return host ? Scope.HOST : Scope.MACHINE;
        }
    }

    /** Lists the entries. */
    @Command(
            name = "list",
            description = "List the entries: cause, evidence, source, strikes, expiry; the whitelist too.")
    static final class ListEntries extends BenchCommand {
        @Option(
                names = {"-a", "--all"},
                description = "Expired entries too.")
        boolean all;

        @Override
        int run(Workbench bench) {
            BadHosts badHosts = new BadHosts(bench.database());
            Instant now = bench.clock().instant();
            List<BadHost> entries = badHosts.list(all, now);
            List<Exemption> whitelist = badHosts.listWhitelist();
            bench.print(() -> json(entries, whitelist, now), () -> table(entries, whitelist, now));
            return 0;
        }

        private static String table(List<BadHost> entries, List<Exemption> whitelist, Instant now) {
            TextTable table =
                    new TextTable("SCOPE", "ID", "CAUSE", "SOURCE", "STRIKE", "SINCE", "EXPIRES", "MARKET", "EVIDENCE");
            for (BadHost entry : entries)
                table.row(
                        entry.scope().word(),
                        entry.id(),
                        entry.cause(),
                        entry.source().word(),
                        entry.strike(),
                        Words.moment(entry.createdAt()),
                        expiry(entry, now),
                        market(entry),
                        Words.firstLine(entry.evidence().orElse(""), 60));
            StringBuilder text =
                    new StringBuilder(table.isEmpty() ? "No bad hosts." + System.lineSeparator() : table.toString());
            for (Exemption exemption : whitelist)
                text.append("whitelisted: ")
                        .append(exemption.scope().word())
                        .append(' ')
                        .append(exemption.id())
                        .append(exemption.reason().isBlank() ? "" : " (" + exemption.reason() + ")")
                        .append(System.lineSeparator());
            return text.toString();
        }

        private static String expiry(BadHost entry, Instant now) {
            return entry.expiresAt()
                    .map(at -> at.isAfter(now) ? "in " + Words.duration(Duration.between(now, at)) : "expired")
                    .orElse("never");
        }

        /** A manual entry counts in every market. */
        private static String market(BadHost entry) {
            return entry.runId().isEmpty() ? "all" : entry.origin().word();
        }

        private static ObjectNode json(List<BadHost> entries, List<Exemption> whitelist, Instant now) {
            ObjectNode json = Json.document("bad-hosts");
            ArrayNode list = json.putArray("entries");
            entries.forEach(entry -> list.add(entry(entry, now)));
            ArrayNode exempt = json.putArray("whitelist");
            for (Exemption exemption : whitelist)
                exempt.addObject()
                        .put("scope", exemption.scope().word())
                        .put("id", exemption.id())
                        .put("reason", exemption.reason())
                        .put("createdAt", Words.iso(exemption.createdAt()));
            return json;
        }

        private static ObjectNode entry(BadHost entry, Instant now) {
            ObjectNode json = Json.object()
                    .put("scope", entry.scope().word())
                    .put("id", entry.id())
                    .put("cause", entry.cause())
                    .put("source", entry.source().word())
                    .put("simulated", entry.origin() == Origin.SIMULATED)
                    .put("strike", entry.strike())
                    .put("active", entry.activeAt(now))
                    .put("createdAt", Words.iso(entry.createdAt()));
            if (entry.hostId() != 0) json.put("hostId", entry.hostId());
            entry.workload().ifPresent(workload -> json.put("workload", workload));
            entry.evidence().ifPresent(evidence -> json.put("evidence", evidence));
            entry.runId().ifPresent(run -> json.put("runId", run));
            if (entry.attempt().isPresent()) json.put("attempt", entry.attempt().getAsInt());
            entry.expiresAt().ifPresent(at -> json.put("expiresAt", Words.iso(at)));
            return json;
        }
    }

    /** Adds a manual entry. */
    @Command(name = "add", description = "Bar a machine or host by hand.")
    static final class Add extends BenchCommand {
        @Parameters(paramLabel = "<id>", description = "The machine_id, or with --host the host_id.")
        long id;

        @Mixin
        ScopeOption scope = new ScopeOption();

        @Option(names = "--reason", paramLabel = "<text>", defaultValue = "added by hand", description = "Why.")
        String reason = "added by hand";

        @Option(names = "--expires", paramLabel = "<duration>", description = "Such as 12h or 7d (default: never).")
        @Nullable
        String expires;

        @Override
        int run(Workbench bench) {
            Optional<Duration> until = Optional.ofNullable(expires).map(text -> Flag.duration("--expires", text));
            new BadHosts(bench.database()).addManual(scope.scope(), positive(id), reason, until);
            bench.done("%s %d is barred%s.", scope.scope().word(), id, until.isPresent() ? " for " + expires : "");
            return 0;
        }
    }

    /** Lifts and exempts. */
    @Command(name = "whitelist", description = "Lift the bars of a machine or host and exempt it from new ones.")
    static final class Whitelist extends BenchCommand {
        @Parameters(paramLabel = "<id>", description = "The machine_id, or with --host the host_id.")
        long id;

        @Mixin
        ScopeOption scope = new ScopeOption();

        @Option(names = "--reason", paramLabel = "<text>", defaultValue = "", description = "Why.")
        String reason = "";

        @Override
        int run(Workbench bench) {
            new BadHosts(bench.database()).whitelist(scope.scope(), positive(id), reason);
            bench.done("%s %d is whitelisted.", scope.scope().word(), id);
            return 0;
        }
    }

    /** Ends an exemption. */
    @Command(name = "unwhitelist", description = "End the exemption of a machine or host.")
    static final class Unwhitelist extends BenchCommand {
        @Parameters(paramLabel = "<id>", description = "The machine_id, or with --host the host_id.")
        long id;

        @Mixin
        ScopeOption scope = new ScopeOption();

        @Override
        int run(Workbench bench) {
            if (!new BadHosts(bench.database()).unwhitelist(scope.scope(), positive(id)))
                throw new UsageException(scope.scope().word() + " " + id
                        + " is not whitelisted: see vastctl bad-hosts list" + (scope.host ? "" : ", or add --host"));
            bench.done("%s %d is no longer whitelisted.", scope.scope().word(), id);
            return 0;
        }
    }

    /** Ends the bars of one machine or host. */
    @Command(name = "remove", description = "Remove the bars of one machine or host; strikes stay on record.")
    static final class Remove extends BenchCommand {
        @Parameters(paramLabel = "<id>", description = "The machine_id, or with --host the host_id.")
        long id;

        @Mixin
        ScopeOption scope = new ScopeOption();

        @Override
        int run(Workbench bench) {
            if (!new BadHosts(bench.database()).remove(scope.scope(), positive(id)))
                throw new UsageException(scope.scope().word() + " " + id + " is not barred: see vastctl bad-hosts list"
                        + (scope.host ? "" : ", or add --host"));
            bench.done("%s %d is no longer barred.", scope.scope().word(), id);
            return 0;
        }
    }

    /** Empties the list. */
    @Command(name = "clear", description = "Remove every entry, after confirmation; the whitelist stays.")
    static final class Clear extends BenchCommand {
        @Option(names = "--scope", paramLabel = "<scope>", description = "Only machine or only host entries.")
        @Nullable
        String scope;

        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask.")
        boolean yes;

        @Override
        int run(Workbench bench) {
            Optional<Scope> only = Optional.ofNullable(scope).map(Clear::parse);
            if (!yes && !bench.confirm("Remove " + only.map(Scope::word).orElse("all") + " bad-host entries?")) {
                throw new UsageException("nothing was removed: add --yes to clear without being asked");
            }
            int removed = new BadHosts(bench.database()).clear(only);
            bench.done("%d %s removed.", removed, removed == 1 ? "entry" : "entries");
            return 0;
        }

        private static Scope parse(String word) {
            for (Scope scope : Scope.values()) if (scope.word().equals(word)) return scope;
            throw new UsageException("--scope " + word + ": expected machine or host");
        }
    }

    private static long positive(long id) {
        if (id <= 0) throw new UsageException("ID " + id + ": expected a positive number, a machine_id or host_id");
        return id;
    }
}
