package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.memory.Journal;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import io.vastctl.readiness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A verified endpoint that lives on: how to use it, and how to end it. The key is shown here and stored nowhere.
 *
 * @param leaseUntil when the machine ends itself; empty without a lease
 */
record KeptEndpoint(
        long instanceId,
        Verdict.Verified verified,
        String model,
        String apiKey,
        double dollarsPerHour,
        Optional<Instant> leaseUntil) {

    /** What the run kept, if it kept a verified one. */
    static Optional<KeptEndpoint> of(RunResult result, Journal journal) {
        return result.attempts().stream()
                .filter(attempt -> attempt.key().isPresent())
                .findFirst()
                .map(attempt -> of(attempt, result, journal));
    }

    private static KeptEndpoint of(AttemptResult attempt, RunResult result, Journal journal) {
        return new KeptEndpoint(
                attempt.instanceId().orElseThrow(),
                attempt.verified().orElseThrow(),
                result.request().demand().workload().model(),
                attempt.key().orElseThrow().secret(),
                attempt.dollarsPerHour(),
                journal.find(attempt.label()).flatMap(Journal.Entry::leaseUntil));
    }

    /** Completes the document of the run; an address that was good for the run alone goes out of it. */
    void addTo(ObjectNode run) {
        ObjectNode endpoint = run.withObject("/endpoint");
        if (verified.tunnelled()) endpoint.remove("url");
        endpoint.put("apiKey", apiKey).put("instanceId", instanceId);
        leaseUntil.ifPresent(until -> endpoint.put("leaseUntil", Words.iso(until)));
    }

    String text(Instant now) {
        StringBuilder text = new StringBuilder();
        if (verified.tunnelled())
            line(text, "Endpoint", "not reachable from outside; use: vastctl tunnel " + instanceId);
        else line(text, "Endpoint", verified.url().toString());
        line(text, "Model", model);
        line(text, "Key", apiKey);
        if (!verified.tunnelled()) line(text, "Try it", curl(verified.url().toString(), model, apiKey));
        line(text, "Costs", Words.dollars(dollarsPerHour) + "/h until you end it: vastctl down " + instanceId);
        line(text, "Lease", leaseUntil.map(until -> lease(until, now)).orElse("none: nothing else ends it"));
        return text.toString();
    }

    private String lease(Instant until, Instant now) {
        return "the machine destroys itself in " + Words.duration(Duration.between(now, until)) + " ("
                + Words.moment(until) + "); to go on: vastctl renew " + instanceId;
    }

    /** A line for a POSIX shell that shows tokens. */
    static String curl(String url, String model, String apiKey) {
        return "curl -s " + url + "/completions -H 'Authorization: Bearer " + apiKey
                + "' -H 'Content-Type: application/json' -d '{\"model\": \"" + model
                + "\", \"prompt\": \"Hello\", \"max_tokens\": 16}'";
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s%s%n", name, value));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "KeptEndpoint[" + instanceId + "]";
    }
}
