package io.vastctl.cli;

import io.vastctl.config.Suggestion;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.Exemption;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.hosts.MachineSummary;
import io.vastctl.memory.hosts.Scope;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The machines and hosts that a mistyped number may have meant. */
public final class KnownSubjects {
    private KnownSubjects() {}

    /** Of those that were rented: {@code  (did you mean 31982?)}, or nothing. */
    public static String rented(Workbench bench, Subject subject) {
        HostMemory memory = new HostMemory(bench.database());
        return hint(
                subject,
                Stream.of(Origin.values())
                        .flatMap(origin -> memory.list(origin).stream())
                        .map(machine -> id(machine, subject.scope())));
    }

    private static long id(MachineSummary machine, Scope scope) {
        return scope == Scope.HOST ? machine.hostId() : machine.machineId();
    }

    /** The same of those that are barred. */
    public static String barred(Workbench bench, Subject subject) {
        Predicate<BadHost> alike = entry -> entry.scope() == subject.scope();
        return hint(
                subject,
                new BadHosts(bench.database())
                        .list(false, bench.clock().instant()).stream()
                                .filter(alike)
                                .map(BadHost::id));
    }

    /** The same of those that are exempt. */
    public static String exempt(Workbench bench, Subject subject) {
        return hint(
                subject,
                new BadHosts(bench.database())
                        .listWhitelist().stream()
                                .filter(exemption -> exemption.scope() == subject.scope())
                                .map(Exemption::id));
    }

    private static String hint(Subject subject, Stream<Long> known) {
        List<String> numbers =
                known.filter(id -> id > 0).distinct().map(String::valueOf).toList();
        return Suggestion.didYouMean(String.valueOf(subject.id), numbers);
    }
}
