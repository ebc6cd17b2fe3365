package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.market.Bill;
import io.vastctl.simulator.market.Contract;
import java.time.Instant;
import java.util.Locale;

/** One contract in the list of charges, with what its amount is made of. */
final class Charge {

    private final Contract contract;
    private final long start;
    private final long end;
    private final Bill bill;

    Charge(Contract contract, Instant now) {
        this.contract = contract;
        this.start = contract.life().created().getEpochSecond();
        this.end = (contract.goneAt().isBefore(now) ? contract.goneAt() : now).getEpochSecond();
        this.bill = contract.bill(now);
    }

    /** Whether it lived in that stretch of seconds since the epoch. */
    boolean within(double from, double to) {
        return start <= to && end >= from;
    }

    ObjectNode json() {
        ObjectNode row = row("instance", bill.total());
        row.put("source", "instance-" + contract.id());
        row.put("description", String.format(Locale.ROOT, "Instance %d Charges - %.3f hours", contract.id(), hours()));
        ObjectNode metadata = row.putObject("metadata");
        if (!contract.label().isEmpty()) metadata.put("label", contract.label());
        ArrayNode items = row.putArray("items");
        items.add(item("gpu", bill.gpu(), "GPU time"));
        items.add(item("disk", bill.disk(), "Storage"));
        items.add(item("bwd", bill.traffic(), "Traffic"));
        return row;
    }

    private double hours() {
        return (end - start) / 3600.0;
    }

    private ObjectNode item(String type, double dollars, String words) {
        ObjectNode item = row(type, dollars).putNull("source").put("description", words);
        item.putObject("metadata");
        item.putArray("items");
        return item;
    }

    /** Amounts are told to a thousandth of a dollar. */
    private ObjectNode row(String type, double dollars) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("start", start).put("end", end).put("type", type);
        return row.put("amount", Math.round(dollars * 1000) / 1000.0);
    }
}
