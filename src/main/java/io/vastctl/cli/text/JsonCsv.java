package io.vastctl.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The list of a JSON document as CSV: a column per field, a dot before a field of a field; unknown is empty. */
public final class JsonCsv {
    private JsonCsv() {}

    /** Offers that pass, as {@code vastctl.offers/1} has them. */
    public static final List<String> OFFERS = columns("""
            offerId rank machineId hostId gpu numGpus gpuRamMb proven dollarsPerHour trafficDollars expectedHours
            successDollars failureDollars tryDollars successProbability probabilityBasis expectedDollars reliability
            country""");

    public static final List<String> MACHINES = columns("""
            machineId hostId gpu simulated attemptCount successes infraFailures successRate.mean successRate.low
            successRate.high costDollars wastedDollars lastSeen downloadMbps firstTokenSeconds tokensPerSecond""");

    public static final List<String> HOST_PRICES = columns("""
            machineId gpu numGpus listed minBid onDemand rentedPercent celsius market aim next outcome reason""");

    public static final List<String> BAD_HOSTS = columns("""
            scope id hostId workload cause evidence source simulated strike active createdAt expiresAt runId attempt""");

    public static final List<String> INSTANCES = columns("""
            instanceId class label machineId dollarsPerHour ageSeconds state leaseLeftSeconds runId journal endpoint
            note""");

    public static final List<String> WORKLOADS = columns("""
            name source adapter image model arguments context port vramGb diskGb imageGb modelGb minCuda
            minComputeCapability problems""");

    public static final List<String> SETTINGS = columns("key value unit source description environment");

    private static List<String> columns(String names) {
        return List.of(names.strip().split("\\s+"));
    }

    public static String of(JsonNode list, List<String> columns) {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        for (JsonNode row : list)
            text.append(Csv.row(columns.stream()
                    .map(column -> cell(row.at("/" + column.replace('.', '/'))))
                    .toArray()));
        return text.toString();
    }

    /** A list's elements are separated by blanks. */
    private static Object cell(JsonNode value) {
        if (value.isNumber()) return value.numberValue();
        if (value.isArray())
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(" "));
        return value.isNull() ? "" : value.asText();
    }
}
