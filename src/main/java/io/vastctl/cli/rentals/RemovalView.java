package io.vastctl.cli.rentals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.Settled;
import java.util.List;

/**
 * What {@code down} and {@code reap} did, for people and for programs.
 *
 * @param settled what was closed or destroyed
 * @param leftovers what may be running all the same
 */
record RemovalView(List<Settled> settled, List<Leftover> leftovers, Journal journal) {

    ExitCode exitCode() {
        return leftovers.isEmpty() ? ExitCode.DONE : ExitCode.MAY_STILL_RUN;
    }

    void addTo(ObjectNode json) {
        json.put("exitCode", exitCode().code());
        ArrayNode gone = json.putArray("destroyed");
        for (Settled one : settled)
            one.verdict()
                    .filter(verdict -> !verdict.mayStillRun())
                    .ifPresent(verdict -> gone.addObject()
                            .put("instanceId", verdict.instanceId())
                            .put("label", one.entry().label())
                            .put("costDollars", Words.rounded(cost(one.entry()), 6))
                            .put("billed", isBilled(one.entry()))
                            .put("evidence", verdict.evidence()));
        ArrayNode still = json.putArray("stillRunning");
        for (Leftover left : leftovers) {
            ObjectNode item = still.addObject();
            left.instanceId().ifPresent(id -> item.put("instanceId", id));
            item.put("label", left.label())
                    .put("dollarsPerHour", Words.rounded(left.dollarsPerHour(), 6))
                    .put("evidence", left.evidence());
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Settled one : settled)
            text.append(one.what())
                    .append(one.verdict().isPresent() ? cost(one) : "")
                    .append(System.lineSeparator());
        return text.toString();
    }

    private String cost(Settled one) {
        return (isBilled(one.entry()) ? "; billed " : "; cost about ") + Words.dollars(cost(one.entry()));
    }

    /** USD, up to the last word on it. */
    private double cost(Entry before) {
        return journal.find(before.label())
                .map(entry -> entry.dollars(entry.spentAt()))
                .orElse(0.0);
    }

    /** Whether the market itself has told the cost. */
    private boolean isBilled(Entry before) {
        return journal.find(before.label()).filter(Entry::isBilled).isPresent();
    }
}
