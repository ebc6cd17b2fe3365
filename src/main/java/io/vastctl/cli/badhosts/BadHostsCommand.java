package io.vastctl.cli.badhosts;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Flag;
import io.vastctl.cli.KnownSubjects;
import io.vastctl.cli.ListCommand;
import io.vastctl.cli.ParentCommand;
import io.vastctl.cli.Subject;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.Exemption;
import io.vastctl.memory.hosts.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            BadHostsCommand.Clear.class,
            BadHostsExplain.class,
            BadHostsExport.class,
            BadHostsImport.class
        })
public final class BadHostsCommand extends ParentCommand {

    /** Lists the entries. */
    @Command(
            name = "list",
            description = "List the entries: cause, evidence, source, strikes, expiry; the whitelist too.")
    static final class ListEntries extends ListCommand {
        @Option(
                names = {"-a", "--all"},
                description = "Expired entries too.")
        boolean all;

        @Mixin
        BadHostsFilter filter = new BadHostsFilter();

        @Override
        protected int run(Workbench bench) {
            filter.check();
            BadHosts badHosts = new BadHosts(bench.database());
            Instant now = bench.clock().instant();
            List<BadHost> entries =
                    badHosts.list(all, now).stream().filter(filter::admits).toList();
            List<Exemption> whitelist =
                    badHosts.listWhitelist().stream().filter(filter::admits).toList();
            print(
                    bench,
                    () -> BadHostsView.json(entries, whitelist, now),
                    "entries",
                    JsonCsv.BAD_HOSTS,
                    shape -> BadHostsView.table(entries, whitelist, tables.times(bench), shape));
            return 0;
        }
    }

    /** Adds a manual entry. */
    @Command(name = "add", description = "Bar a machine or host by hand.")
    static final class Add extends BenchCommand {
        @Mixin
        Subject subject = new Subject();

        @Option(names = "--reason", paramLabel = "<text>", defaultValue = "added by hand", description = "Why.")
        String reason = "added by hand";

        @Option(names = "--expires", paramLabel = "<duration>", description = "Such as 12h or 7d (default: never).")
        @Nullable
        String expires;

        @Override
        protected int run(Workbench bench) {
            if (reason.isBlank()) throw new UsageException("--reason is blank: say why, or leave it out");
            Optional<Duration> until = Optional.ofNullable(expires).map(text -> Flag.duration("--expires", text));
            new BadHosts(bench.database()).addManual(subject.scope(), subject.id(), reason, until);
            bench.results().done(subject + " is barred" + (until.isPresent() ? " for " + expires : "") + ".");
            return 0;
        }
    }

    /** Lifts and exempts. */
    @Command(name = "whitelist", description = "Lift the bars of a machine or host and exempt it from new ones.")
    static final class Whitelist extends BenchCommand {
        @Mixin
        Subject subject = new Subject();

        @Option(names = "--reason", paramLabel = "<text>", defaultValue = "", description = "Why.")
        String reason = "";

        @Override
        protected int run(Workbench bench) {
            new BadHosts(bench.database()).whitelist(subject.scope(), subject.id(), reason);
            bench.results().done(subject + " is whitelisted.");
            return 0;
        }
    }

    /** Ends an exemption. */
    @Command(name = "unwhitelist", description = "End the exemption of a machine or host.")
    static final class Unwhitelist extends BenchCommand {
        @Mixin
        Subject subject = new Subject();

        @Override
        protected int run(Workbench bench) {
            if (!new BadHosts(bench.database()).unwhitelist(subject.scope(), subject.id()))
                throw subject.not("whitelisted", KnownSubjects.exempt(bench, subject));
            bench.results().done(subject + " is no longer whitelisted.");
            return 0;
        }
    }

    /** Ends the bars of one machine or host. */
    @Command(name = "remove", description = "Remove the bars of one machine or host; strikes stay on record.")
    static final class Remove extends BenchCommand {
        @Mixin
        Subject subject = new Subject();

        @Override
        protected int run(Workbench bench) {
            if (!new BadHosts(bench.database()).remove(subject.scope(), subject.id()))
                throw subject.not("barred", KnownSubjects.barred(bench, subject));
            bench.results().done(subject + " is no longer barred.");
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
        protected int run(Workbench bench) {
            Optional<Scope> only = Optional.ofNullable(scope).map(BadHostsFilter::scope);
            if (!yes && !bench.confirm("Remove " + only.map(Scope::word).orElse("all") + " bad-host entries?")) {
                throw new UsageException("nothing was removed: add --yes to clear without being asked");
            }
            int removed = new BadHosts(bench.database()).clear(only);
            bench.results().done(Words.count(removed, "entry", "entries") + " removed.");
            return 0;
        }
    }
}
