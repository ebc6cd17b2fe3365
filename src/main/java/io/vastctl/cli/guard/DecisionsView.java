package io.vastctl.cli.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Csv;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.cli.watch.Inputs;
import io.vastctl.cli.watch.Look;
import io.vastctl.cli.watch.StatusJson;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.memory.guard.GuardDecisionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stored decisions of the guard as table, JSON and CSV. */
final class DecisionsView {

    private final GuardBook book;
    private final boolean inputs;
    private final Map<Long, Look> looks = new HashMap<>();

    /** @param inputs whether what they were decided by is shown as well */
    DecisionsView(GuardBook book, boolean inputs) {
        this.book = book;
        this.inputs = inputs;
    }

    ObjectNode json(List<GuardBook.Found> found) {
        ObjectNode json = Json.document("guard-decisions");
        ArrayNode list = json.putArray("decisions");
        for (GuardBook.Found one : found) {
            ObjectNode row = list.addObject();
            StatusJson.add(row, one.decision());
            if (inputs)
                row.set("inputs", Inputs.of(one.decision(), look(one.tick())).json());
        }
        return json;
    }

    String text(List<GuardBook.Found> found, String none) {
        if (!inputs) return table(found).or(none);
        if (found.isEmpty()) return none + System.lineSeparator();
        StringBuilder text = new StringBuilder();
        for (GuardBook.Found one : found) {
            GuardDecisionRow row = one.decision();
            String head = Words.iso(row.at()) + "  " + row.action() + " " + row.subject() + "  [" + row.rule() + "]";
            text.append(head).append(System.lineSeparator());
            text.append("  why: ").append(Words.printable(row.reason())).append(System.lineSeparator());
            Inputs.of(row, look(one.tick()))
                    .lines()
                    .forEach(line ->
                            text.append("  ").append(Words.printable(line)).append(System.lineSeparator()));
        }
        return text.toString();
    }

    private static TextTable table(List<GuardBook.Found> found) {
        TextTable table = new TextTable("When", "Action", "Subject", "Rule", "Reason");
        for (GuardBook.Found one : found) {
            GuardDecisionRow row = one.decision();
            table.row(Words.iso(row.at()), row.action(), row.subject(), row.rule(), row.reason());
        }
        return table;
    }

    static String csv(List<GuardBook.Found> found) {
        StringBuilder text = new StringBuilder("at,rule,action,subject,endpoint,reason\n");
        for (GuardBook.Found one : found) {
            GuardDecisionRow row = one.decision();
            text.append(Csv.row(
                    Words.iso(row.at()), row.rule(), row.action(), row.subject(), row.endpoint(), row.reason()));
        }
        return text.toString();
    }

    private Look look(long tick) {
        return looks.computeIfAbsent(tick, id -> Look.of(book.tick(id)));
    }
}
