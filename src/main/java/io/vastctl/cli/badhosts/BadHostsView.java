package io.vastctl.cli.badhosts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.Times;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.Exemption;
import io.vastctl.memory.hosts.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Bars and exemptions for people and as {@code vastctl.bad-hosts/1}. */
final class BadHostsView {
    private BadHostsView() {}

    static String table(List<BadHost> entries, List<Exemption> whitelist, Times times, UnaryOperator<TextTable> shape) {
        TextTable table =
                new TextTable("SCOPE", "ID", "CAUSE", "SOURCE", "STRIKE", "SINCE", "EXPIRES", "MARKET", "EVIDENCE");
        for (BadHost entry : entries)
            table.row(
                    entry.scope().word(),
                    entry.id(),
                    entry.cause()
                            + entry.workload()
                                    .map(only -> " (" + only + " only)")
                                    .orElse(""),
                    entry.source().word(),
                    entry.strike(),
                    times.past(entry.createdAt()),
                    expiry(entry, times),
                    market(entry),
                    Words.firstLine(entry.evidence().orElse(""), 60));
        StringBuilder text = new StringBuilder(shape.apply(table.expendable("market", "since", "source", "strike"))
                .or("No bad hosts."));
        for (Exemption exemption : whitelist)
            text.append("whitelisted: ")
                    .append(exemption.scope().word())
                    .append(' ')
                    .append(exemption.id())
                    .append(exemption.reason().isBlank() ? "" : " (" + Words.printable(exemption.reason()) + ")")
                    .append(System.lineSeparator());
        return text.toString();
    }

    private static String expiry(BadHost entry, Times times) {
        String in = times.asked() == Times.Form.absolute ? "" : "in ";
        return entry.expiresAt()
                .map(at -> at.isAfter(times.now()) ? in + times.left(Duration.between(times.now(), at)) : "expired")
                .orElse("never");
    }

    /** A manual entry counts in every market. */
    private static String market(BadHost entry) {
        return entry.source() == Source.MANUAL ? "all" : entry.origin().word();
    }

    static ObjectNode json(List<BadHost> entries, List<Exemption> whitelist, Instant now) {
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

    static ObjectNode entry(BadHost entry, Instant now) {
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
