package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Durations;
import io.vastctl.memory.GuardBook;
import io.vastctl.memory.GuardDecisionRow;
import java.time.Duration;
import java.util.List;
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

    @Option(
            names = "--most",
            paramLabel = "<n>",
            defaultValue = "200",
            description = "How many at most (default: ${DEFAULT-VALUE}).")
    int most = 200;

    @Option(names = "--all", description = "Also renewals of leases, and what is only told.")
    boolean all;

    @Override
    int run(Workbench bench) {
        List<GuardDecisionRow> rows = new GuardBook(bench.database())
                .decisions(post.guard(bench), bench.clock().instant().minus(span("--since", since)), most).stream()
                        .filter(row -> all || !List.of("Tell", "RenewLease").contains(row.action()))
                        .toList();
        bench.results().print(() -> json(rows), () -> table(rows).toString());
        return 0;
    }

    static Duration span(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage(), e);
        }
    }

    private static ObjectNode json(List<GuardDecisionRow> rows) {
        ObjectNode json = Json.document("guard-decisions");
        ArrayNode list = json.putArray("decisions");
        rows.forEach(row -> add(list.addObject(), row));
        return json;
    }

    static void add(ObjectNode json, GuardDecisionRow row) {
        json.put("at", Words.iso(row.at()))
                .put("rule", row.rule())
                .put("action", row.action())
                .put("subject", row.subject())
                .put("reason", row.reason());
    }

    private static TextTable table(List<GuardDecisionRow> rows) {
        TextTable table = new TextTable("When", "Action", "Subject", "Rule", "Reason");
        rows.forEach(row -> table.row(Words.iso(row.at()), row.action(), row.subject(), row.rule(), row.reason()));
        return table;
    }
}
