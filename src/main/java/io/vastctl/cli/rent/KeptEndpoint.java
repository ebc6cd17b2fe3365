package io.vastctl.cli.rent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Journal;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import io.vastctl.readiness.Verdict;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A verified endpoint that lives on: how to use it, and how to end it. The key is shown here and stored nowhere.
 *
 * @param apiKey empty where the server asks for none
 * @param leaseUntil when the machine ends itself; empty without a lease
 */
public record KeptEndpoint(
        long instanceId,
        Verdict.Verified verified,
        Workload workload,
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
                result.request().demand().workload(),
                attempt.key().orElseThrow().secret(),
                attempt.dollarsPerHour(),
                journal.recall(attempt.label()).flatMap(Journal.Entry::leaseUntil));
    }

    /** Completes the document of the run; an address that was good for the run alone goes out of it. */
    void addTo(ObjectNode run) {
        ObjectNode endpoint = run.withObject("/endpoint");
        if (verified.tunnelled()) endpoint.remove("url");
        if (!apiKey.isEmpty()) endpoint.put("apiKey", apiKey);
        endpoint.put("instanceId", instanceId);
        leaseUntil.ifPresent(until -> endpoint.put("leaseUntil", Words.iso(until)));
    }

    String text(Instant now) {
        StringBuilder text = new StringBuilder();
        if (verified.tunnelled())
            line(text, "Endpoint", "not reachable from outside; use: vastctl tunnel " + instanceId);
        else line(text, "Endpoint", verified.url().toString());
        line(text, "Model", workload.model());
        line(text, "Key", apiKey.isEmpty() ? "none: its server asks for no key" : apiKey);
        if (!verified.tunnelled()) line(text, "Try it", curl(verified.url().toString(), workload, apiKey));
        line(text, "Costs", Words.dollars(dollarsPerHour) + "/h until you end it: vastctl down " + instanceId);
        line(text, "Lease", leaseUntil.map(until -> lease(until, now)).orElse("none: nothing else ends it"));
        return text.toString();
    }

    private String lease(Instant until, Instant now) {
        return "the machine destroys itself in " + Words.duration(Duration.between(now, until)) + " ("
                + Words.moment(until) + "); to go on: vastctl renew " + instanceId;
    }

    /** A line for a POSIX shell that shows an answer. */
    public static String curl(String url, Workload workload, String apiKey) {
        Proof proof = workload.serving().proof();
        String head = apiKey.isEmpty() ? "" : " -H 'Authorization: Bearer " + apiKey + "'";
        String json = " -H 'Content-Type: application/json' -d '";
        String model = "{\"model\": \"" + workload.model() + "\", ";
        if (proof instanceof Proof.Request own)
            return "curl -s " + url + own.answer().path() + head
                    + own.body()
                            .map(body -> json + body.replace("'", "'\\''") + "'")
                            .orElse("");
        if (proof instanceof Proof.Transcription)
            return "curl -s " + url + "/audio/transcriptions" + head + " -F 'model=" + workload.model()
                    + "' -F file=@speech.wav";
        if (proof instanceof Proof.Chat)
            return "curl -s " + url + "/chat/completions" + head + json + model
                    + "\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}], \"max_tokens\": 16}'";
        return "curl -s " + url + "/completions" + head + json + model + "\"prompt\": \"Hello\", \"max_tokens\": 16}'";
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
