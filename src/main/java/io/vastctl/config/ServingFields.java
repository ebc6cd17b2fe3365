package io.vastctl.config;

import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Serving;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the fields of a workload file that say how its server is started, found to be up, and proven to work. */
final class ServingFields {

    static final List<String> KNOWN = List.of("serve", "ready", "proof", "key-env", "public", "window", "stall");

    private static final String HTTP = "http";
    private static final List<String> NOT_FOR_VLLM = List.of("serve", "ready", "key-env", "public");
    private static final List<String> ANSWER = List.of("path", "status", "pointer", "value");
    private static final List<String> REQUEST = List.of("path", "status", "pointer", "value", "body");

    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e&&[^\"'\\\\`$#]]{0,299}");
    private static final Pattern POINTER = Pattern.compile("(/.{0,100}){0,20}");
    private static final Pattern SCRIPT = Pattern.compile("(?s).{1,3999}");
    private static final Pattern YES_OR_NO = Pattern.compile("yes|no|true|false");
    private static final String PROOFS =
            "completion, chat, transcription, or a request such as {path: /answer, pointer: /text}";

    private final WorkloadFields fields;

    ServingFields(WorkloadFields fields) {
        this.fields = fields;
    }

    Serving read(String adapter) {
        boolean vllm = adapter.equals("vllm");
        if (vllm)
            for (String key : NOT_FOR_VLLM)
                if (fields.line(key) > 0)
                    fields.error(
                            fields.line(key), key + ": the adapter vllm sees to that itself; it is for adapter http");
        Optional<String> command = fields.text("serve", SCRIPT, "shell lines below 4000 characters");
        Optional<HttpAnswer> ready = pairs("ready", ANSWER).flatMap(pairs -> answer("ready", pairs));
        if (adapter.equals(HTTP)) requireForHttp(command);
        Optional<String> key = fields.text("key-env", WorkloadFile.VARIABLE, "the name of a variable");
        if (key.isEmpty() && !adapter.equals(HTTP)) key = Optional.of(Serving.VLLM_KEY);
        Serving serving = new Serving(
                command, ready, proof(), key, isPublic(key.isPresent()), duration("window"), duration("stall"));
        if (serving.isOpenToAnyone())
            fields.warn(
                    fields.line("public"),
                    "public: without key-env anybody who finds the port may use the server; leave it out, and the SSH"
                            + " tunnel is the only way in");
        return serving;
    }

    private void requireForHttp(Optional<String> command) {
        if (command.isEmpty() && fields.line("start") == 0) fields.require("serve");
        fields.require("ready");
    }

    /** A server that asks for no key is not shown to the world. */
    private boolean isPublic(boolean guarded) {
        return fields.text("public", YES_OR_NO, "yes or no")
                .map(word -> word.equals("yes") || word.equals("true"))
                .orElse(guarded);
    }

    private Proof proof() {
        if (fields.isText("proof")) {
            String word = fields.text("proof", Pattern.compile("completion|chat|transcription"), PROOFS)
                    .orElse("");
            return switch (word) {
                case "chat" -> new Proof.Chat();
                case "transcription" -> new Proof.Transcription();
                default -> new Proof.Completion();
            };
        }
        Optional<Map<String, String>> pairs = pairs("proof", REQUEST);
        Optional<HttpAnswer> answer = pairs.flatMap(given -> answer("proof", given));
        if (answer.isEmpty()) return new Proof.Completion();
        if (answer.get().pointer().isEmpty())
            fields.error(fields.line("proof"), "proof: a request needs a pointer: a status alone proves no answer");
        return new Proof.Request(answer.get(), pairs.map(given -> given.get("body")));
    }

    private Optional<Map<String, String>> pairs(String key, List<String> known) {
        Map<String, String> pairs = fields.pairs(key, Pattern.compile(".*"), "a map such as {path: /health}");
        for (String inner : pairs.keySet())
            if (!known.contains(inner))
                fields.error(fields.line(key), key + ": unknown field " + inner + Suggestion.didYouMean(inner, known));
        return pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
    }

    private Optional<HttpAnswer> answer(String key, Map<String, String> pairs) {
        String path = pairs.getOrDefault("path", "");
        Optional<String> pointer = Optional.ofNullable(pairs.get("pointer"));
        String status = pairs.getOrDefault("status", "200");
        if (!PATH.matcher(path).matches()) wrong(key, "path", "a path such as /health");
        else if (!status.matches("[1-5]\\d\\d")) wrong(key, "status", "an HTTP status such as 200");
        else if (pointer.isPresent() && !POINTER.matcher(pointer.get()).matches())
            wrong(key, "pointer", "a JSON pointer such as /status");
        else if (pointer.isEmpty() && pairs.containsKey("value"))
            wrong(key, "pointer", "a JSON pointer to look for the value at");
        else {
            Optional<String> value = Optional.ofNullable(pairs.get("value"));
            return Optional.of(new HttpAnswer(path, Integer.parseInt(status), pointer, value));
        }
        return Optional.empty();
    }

    private void wrong(String key, String inner, String expected) {
        fields.error(fields.line(key), key + "." + inner + ": expected " + expected);
    }

    private Optional<Duration> duration(String key) {
        Optional<String> text = fields.text(key, Pattern.compile(".{1,40}"), Durations.EXPECTED);
        if (text.isEmpty()) return Optional.empty();
        try {
            Duration duration = Durations.parse(text.get());
            boolean sound =
                    duration.compareTo(Duration.ofSeconds(30)) >= 0 && duration.compareTo(Duration.ofHours(24)) <= 0;
            if (sound) return Optional.of(duration);
            fields.error(fields.line(key), key + ": expected a duration from 30s to 24h");
        } catch (IllegalArgumentException e) {
            fields.error(fields.line(key), key + ": expected " + Durations.EXPECTED);
        }
        return Optional.empty();
    }
}
