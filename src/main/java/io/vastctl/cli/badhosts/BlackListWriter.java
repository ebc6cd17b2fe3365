package io.vastctl.cli.badhosts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Csv;
import io.vastctl.cli.text.Json;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BlackList;
import io.vastctl.memory.hosts.Exemption;
import io.vastctl.memory.hosts.Source;
import io.vastctl.memory.hosts.StoredBar;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole list as a file that {@link BlackListReader} reads: JSON of {@code vastctl.bad-hosts-export/1}, or CSV. */
final class BlackListWriter {
    private BlackListWriter() {}

    static final String KIND = "bad-hosts-export";
    static final String BARS = "bars";
    static final String WHITELIST = "whitelist";
    static final String LIST = "list";

    /** Of one row, in the order of the CSV columns; {@link #LIST} comes before them. */
    static final List<String> FIELDS = List.of(
            "scope",
            "id",
            "hostId",
            "workload",
            "cause",
            "evidence",
            "source",
            "failureClass",
            "runId",
            "attempt",
            "simulated",
            "createdAt",
            "expiresAt",
            "liftedAt");

    static ObjectNode json(BlackList list) {
        ObjectNode document = Json.document(KIND);
        ArrayNode bars = document.putArray(BARS);
        list.bars().forEach(bar -> put(bars.addObject(), fields(bar)));
        ArrayNode whitelist = document.putArray(WHITELIST);
        list.whitelist().forEach(exemption -> put(whitelist.addObject(), fields(exemption)));
        return document;
    }

    private static void put(ObjectNode row, Map<String, Object> fields) {
        fields.forEach((name, value) -> {
            if (value instanceof Long number) row.put(name, number);
            else if (value instanceof Boolean flag) row.put(name, flag);
            else row.put(name, String.valueOf(value));
        });
    }

    static String csv(BlackList list) {
        StringBuilder text = new StringBuilder(LIST + "," + String.join(",", FIELDS) + "\n");
        list.bars().forEach(bar -> text.append(row(BARS, fields(bar))));
        list.whitelist().forEach(exemption -> text.append(row(WHITELIST, fields(exemption))));
        return text.toString();
    }

    private static String row(String list, Map<String, Object> fields) {
        Object[] cells = new Object[FIELDS.size() + 1];
        cells[0] = list;
        for (int i = 0; i < FIELDS.size(); i++) cells[i + 1] = fields.getOrDefault(FIELDS.get(i), "");
        return Csv.row(cells);
    }

    private static Map<String, Object> fields(StoredBar bar) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scope", bar.scope().word());
        fields.put("id", bar.id());
        if (bar.hostId() != 0) fields.put("hostId", bar.hostId());
        bar.workload().ifPresent(workload -> fields.put("workload", workload));
        fields.put("cause", bar.cause());
        if (!bar.evidence().isEmpty()) fields.put("evidence", bar.evidence());
        fields.put("source", bar.source().word());
        bar.failureClass().ifPresent(failureClass -> fields.put("failureClass", failureClass.name()));
        bar.attempt().ifPresent(attempt -> {
            fields.put("runId", attempt.runId());
            fields.put("attempt", (long) attempt.number());
        });
        if (bar.source() == Source.AUTOMATIC) fields.put("simulated", bar.origin() == Origin.SIMULATED);
        fields.put("createdAt", exact(bar.createdAt()));
        bar.expiresAt().ifPresent(at -> fields.put("expiresAt", exact(at)));
        bar.liftedAt().ifPresent(at -> fields.put("liftedAt", exact(at)));
        return fields;
    }

    private static Map<String, Object> fields(Exemption exemption) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scope", exemption.scope().word());
        fields.put("id", exemption.id());
        fields.put("cause", exemption.reason());
        fields.put("createdAt", exact(exemption.createdAt()));
        return fields;
    }

    /** With milliseconds, as they are stored: what comes back is the same. */
    private static String exact(Instant at) {
        return at.toString();
    }
}
