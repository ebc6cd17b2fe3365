package io.vastctl.cli.rentals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.Times;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.provision.InventoryReport.Row;
import io.vastctl.provision.RentalClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The account's instances for people and as {@code vastctl.instances/1}. */
final class InstancesView {
    private InstancesView() {}

    private static final int SSH = 22;

    static String text(List<Row> rows) {
        return text(rows, UnaryOperator.identity(), Times.kept(Instant.EPOCH));
    }

    static String text(List<Row> rows, UnaryOperator<TextTable> shape, Times times) {
        TextTable table = new TextTable("ID", "CLASS", "$/H", "AGE", "STATE", "LEASE", "LABEL", "ENDPOINT");
        for (Row row : rows)
            table.row(
                    row.instance().instanceId(),
                    row.rentalClass().word(),
                    row.dollarsPerHour().isPresent()
                            ? Words.dollars(row.dollarsPerHour().getAsDouble())
                            : "-",
                    row.age().map(times::age).orElse("-"),
                    state(row.instance()),
                    lease(row, times),
                    row.instance().label().orElse("-"),
                    endpoint(row.instance()).map(SshEndpoint::toString).orElse("-"));
        TextTable shaped = shape.apply(table.expendable("lease", "endpoint", "age", "label"));
        return shaped.or("No instances.") + (rows.isEmpty() ? "" : total(rows));
    }

    private static String total(List<Row> rows) {
        double all = burn(rows);
        double foreign = burn(rows.stream().filter(row -> row.entry().isEmpty()).toList());
        return String.format(
                Locale.ROOT,
                "%s, %s/h together; of that ours %s/h%n",
                Words.count(rows.size(), "instance", "instances"),
                Words.dollars(all),
                Words.dollars(all - foreign));
    }

    /** USD per hour, as far as it is known. */
    static double burn(List<Row> rows) {
        return rows.stream().mapToDouble(row -> row.dollarsPerHour().orElse(0)).sum();
    }

    private static String state(Instance instance) {
        return instance.status().name().toLowerCase(Locale.ROOT);
    }

    private static String lease(Row row, Times times) {
        return row.leaseLeft()
                .map(left -> left.isNegative() ? "over" : times.left(left))
                .orElse("-");
    }

    /** The first mapped port that is not SSH's, if there is one. */
    private static Optional<SshEndpoint> endpoint(Instance instance) {
        return instance.tcpPorts().keySet().stream()
                .filter(port -> port != SSH)
                .sorted()
                .findFirst()
                .flatMap(instance::publicPort);
    }

    static ObjectNode json(List<Row> rows) {
        ObjectNode json = Json.document("instances");
        ArrayNode list = json.putArray("instances");
        rows.forEach(row -> list.add(row(row)));
        return json.put("dollarsPerHour", Words.rounded(burn(rows), 6));
    }

    static ObjectNode row(Row row) {
        Instance instance = row.instance();
        ObjectNode json = Json.object().put("instanceId", instance.instanceId()).put("class", word(row.rentalClass()));
        instance.label().ifPresent(label -> json.put("label", label));
        instance.machineId().ifPresent(id -> json.put("machineId", id));
        row.dollarsPerHour().ifPresent(price -> json.put("dollarsPerHour", Words.rounded(price, 6)));
        row.age().ifPresent(age -> json.put("ageSeconds", seconds(age)));
        json.put("state", state(instance));
        row.leaseLeft().ifPresent(left -> json.put("leaseLeftSeconds", seconds(left)));
        row.entry()
                .ifPresent(entry -> json.put("runId", entry.intent().runId())
                        .put("journal", entry.state().name().toLowerCase(Locale.ROOT)));
        endpoint(instance).ifPresent(at -> json.put("endpoint", at.toString()));
        ObjectNode ports = Json.object();
        instance.tcpPorts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(port -> ports.put(String.valueOf(port.getKey()), port.getValue()));
        if (!ports.isEmpty()) json.set("ports", ports);
        if (!row.note().isEmpty()) json.put("note", row.note());
        return json;
    }

    /** For programs: {@code ours_unknown}. */
    private static String word(RentalClass rentalClass) {
        return rentalClass.name().toLowerCase(Locale.ROOT);
    }

    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }

    /** One line about what costs money although nobody wants it; empty for the rest. */
    static Optional<String> warning(Row row) {
        String what = switch (row.rentalClass()) {
            case ORPHAN -> "ORPHAN";
            case RETURNED -> "CAME BACK";
            case OVERDUE -> "OVERDUE";
            default -> "";
        };
        if (what.isEmpty()) return Optional.empty();
        return Optional.of("vastctl: " + what + ": instance " + row.instance().instanceId()
                + (row.dollarsPerHour().isPresent()
                        ? " (" + Words.dollars(row.dollarsPerHour().getAsDouble()) + "/h)"
                        : "")
                + "; destroy it with: vastctl reap --yes");
    }
}
