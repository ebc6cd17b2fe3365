package io.vastctl.cli.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.vast.HostMachine;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** The prices of one's own machines as a table and as JSON. */
record HostPriceView(List<HostPriceRow> rows, boolean applied, boolean offersNone) {

    ObjectNode json() {
        ObjectNode json = Json.document("host-price").put("applied", applied);
        ArrayNode list = json.putArray("machines");
        for (HostPriceRow row : rows) {
            HostMachine machine = row.machine();
            ObjectNode item = list.addObject()
                    .put("machineId", machine.machineId())
                    .put("gpu", machine.gpuName())
                    .put("numGpus", machine.numGpus())
                    .put("listed", machine.listed());
            put(item, "minBid", machine.minBidPerGpu(), 4);
            put(item, "onDemand", machine.onDemandPerGpu(), 4);
            put(item, "rentedPercent", machine.rentedPercent(), 1);
            put(item, "celsius", machine.hottest(), 1);
            put(item, "market", row.price().market(), 4);
            put(item, "aim", row.price().aim(), 4);
            put(item, "next", row.next(), 4);
            item.put("outcome", row.outcome()).put("reason", row.why());
        }
        return json;
    }

    private static void put(ObjectNode item, String field, OptionalDouble value, int digits) {
        if (value.isPresent()) item.put(field, Words.rounded(value.getAsDouble(), digits));
    }

    String text(UnaryOperator<TextTable> shape) {
        String end = System.lineSeparator();
        if (offersNone) return "The account offers no machines." + end;
        TextTable table =
                new TextTable("MACHINE", "GPU", "RENTED", "TEMP", "MIN BID", "MARKET", "AIM", "NEXT", "OUTCOME", "WHY");
        for (HostPriceRow row : rows) {
            HostMachine machine = row.machine();
            table.row(
                    machine.machineId(),
                    machine.numGpus() + " x " + machine.gpuName(),
                    number("%.0f %%", machine.rentedPercent()),
                    number("%.0f C", machine.hottest()),
                    dollars(machine.minBidPerGpu()),
                    dollars(row.price().market()),
                    dollars(row.price().aim()),
                    dollars(row.next()),
                    row.outcome(),
                    row.why());
        }
        long open =
                rows.stream().filter(row -> row.outcome().equals("proposed")).count();
        String last = applied || open == 0
                ? ""
                : "Nothing was changed; --apply with --floor and --ceiling sets " + Words.count(open, "price", "prices")
                        + "." + end;
        return shape.apply(table.expendable("rented", "temp", "aim", "why")).toString() + last;
    }

    private static String dollars(OptionalDouble price) {
        return number("$%.4f", price);
    }

    private static String number(String form, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, form, value.getAsDouble()) : "-";
    }
}
