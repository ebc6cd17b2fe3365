package io.vastctl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.Diagnosis.Word;
import io.vastctl.readiness.LogLines;
import io.vastctl.readiness.LogReading;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import io.vastctl.readiness.ReadinessAdapter;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A saved probe report: what the probes of one look brought, and those of the look before if it was kept. The format
 * stands in docs/reference/json.md.
 */
public record ProbeReportFile(ProbeReport now, Optional<ProbeReport> before) {

    static final String SCHEMA = "vastctl.probe-report/1";

    /** The probe that brings the server's log, by the custom of all adapters. */
    private static final String LOG = "log";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern ANY_VERSION = Pattern.compile("\"schema\"\\s*:\\s*\"vastctl\\.probe-report/");

    /** Whether a text that begins so is a probe report, of this version or another. */
    public static boolean begins(String head) {
        return head.stripLeading().startsWith("{") && ANY_VERSION.matcher(head).find();
    }

    /**
     * Reads a saved report.
     *
     * @throws UsageException naming the file and what is wrong with it
     */
    public static ProbeReportFile read(String file, Reader reader) throws IOException {
        try {
            JsonNode json = JSON.readTree(reader);
            requireOurVersion(file, json.path("schema").asText());
            Optional<ProbeReport> before =
                    json.has("before") ? Optional.of(report(file, json.path("before"))) : Optional.empty();
            return new ProbeReportFile(report(file, json), before);
        } catch (JsonProcessingException e) {
            throw new UsageException(file + ": no well-formed JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireOurVersion(String file, String schema) {
        if (!schema.equals(SCHEMA))
            throw new UsageException(file + ": it is a " + Words.firstLine(schema, 60) + " and this vastctl reads "
                    + SCHEMA + ": take the version of vastctl that saved it, or a newer one");
    }

    /** The document to save. */
    public ObjectNode json(String adapter) {
        ObjectNode json = Json.object().put("schema", SCHEMA).put("adapter", adapter);
        write(json, now);
        before.ifPresent(report -> write(json.putObject("before"), report));
        return json;
    }

    /** Judges it with the code that judged it in the run. */
    public Diagnosis judge(ReadinessAdapter adapter) {
        // A report without the look before stands still: what it says now, it said before too.
        Assessment seen = adapter.assess(now, before.or(() -> Optional.of(now)));
        Optional<LogReading> reading = adapter.logReading();
        reading.ifPresent(log -> LogLines.of(now.stdout(LOG), log));
        if (seen instanceof Assessment.Failed failed) return failed(failed, reading);
        if (seen instanceof Assessment.WarmingUp warming) return warming(warming, reading);
        return new Diagnosis(
                Word.READY,
                Optional.empty(),
                "first-token",
                OptionalLong.empty(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static Diagnosis failed(Assessment.Failed failed, Optional<LogReading> reading) {
        Optional<Diagnosis> log = reading.map(one -> one.judge(DEAD));
        boolean same = log.flatMap(Diagnosis::failure)
                .filter(other -> other.signature().equals(failed.signature()))
                .isPresent();
        return new Diagnosis(
                failed.failureClass() == FailureClass.UNKNOWN ? Word.UNKNOWN : Word.FAILED,
                Optional.of(failed),
                log.map(Diagnosis::stage).orElse("unknown"),
                same ? log.orElseThrow().line() : OptionalLong.empty(),
                failed.evidence(),
                reading.flatMap(one -> one.signature(failed.signature())),
                Optional.empty());
    }

    private static final Circumstances DEAD = new Circumstances(
            Optional.of(false),
            false,
            Circumstances.UNKNOWN.health(),
            Circumstances.UNKNOWN.models(),
            Optional.empty(),
            Circumstances.UNKNOWN.exitCode());

    private static Diagnosis warming(Assessment.WarmingUp warming, Optional<LogReading> reading) {
        Optional<Diagnosis> log = reading.map(one -> one.judge(Circumstances.UNKNOWN));
        return new Diagnosis(
                Word.WARMING_UP,
                Optional.empty(),
                warming.stage(),
                log.map(Diagnosis::line).orElse(OptionalLong.empty()),
                warming.detail(),
                Optional.empty(),
                log.flatMap(Diagnosis::remaining));
    }

    private static ProbeReport report(String file, JsonNode json) {
        if (!json.path("results").isObject())
            throw new UsageException(file + ": expected an object \"results\" with one entry for each probe");
        Map<String, ProbeResult> results = new HashMap<>();
        // Saved by hand, it may lack the proof of the executor; what it holds was heard all the same.
        results.put(Probe.ECHO, new ProbeResult(0, "", ""));
        json.path("results").properties().forEach(entry -> results.put(entry.getKey(), result(entry.getValue())));
        return new ProbeReport(instant(file, json.path("at").asText()), results);
    }

    private static ProbeResult result(JsonNode json) {
        return new ProbeResult(
                json.path("exitCode").asInt(),
                json.path("stdout").asText(),
                json.path("stderr").asText());
    }

    private static Instant instant(String file, String at) {
        try {
            return at.isEmpty() ? Instant.EPOCH : Instant.parse(at);
        } catch (DateTimeException e) {
            throw new UsageException(file + ": at: expected a moment such as 2026-11-21T22:44:01Z, found " + at, e);
        }
    }

    private static void write(ObjectNode json, ProbeReport report) {
        json.put("at", report.at().toString());
        ObjectNode results = json.putObject("results");
        report.results()
                .forEach((name, result) -> results.putObject(name)
                        .put("exitCode", result.exitCode())
                        .put("stdout", result.stdout())
                        .put("stderr", result.stderr()));
    }
}
