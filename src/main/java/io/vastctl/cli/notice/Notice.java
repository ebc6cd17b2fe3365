package io.vastctl.cli.notice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.rent.Ending;
import io.vastctl.cli.runs.RunDocument;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Redaction;
import io.vastctl.provision.RunResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of state that is told to a command or an address, as {@code vastctl.notice/1}.
 *
 * @param variables the essentials, for the environment of a command
 */
public record Notice(State state, ObjectNode json, Map<String, String> variables) implements Letter {

    /** What can be told of. */
    public enum State {
        /** A run begins to look for an offer. */
        started,
        /** It ended with 0. */
        ready,
        /** It ended with another code. */
        failed,
        /** It ended with 6: something may still be running. In place of {@link #failed}. */
        leftover,
        /** It was not begun because another one is on. In place of {@link #failed}. */
        skipped
    }

    static Notice started(String command, String runId, Instant at) {
        return of(State.started, json(State.started, command, at).put("runId", runId), List.of());
    }

    /**
     * A notice about the end of a run.
     *
     * @param secrets what must not be in it, wherever it may have come from
     */
    public static Notice over(String command, Ending ending, boolean simulated, Instant at, List<String> secrets) {
        State state = state(ending.code());
        ObjectNode json = json(state, command, at);
        ending.result().ifPresent(result -> json.put("runId", result.runId()));
        json.put("exitCode", ending.code().code()).put("message", ending.message());
        json.put("simulated", simulated);
        if (ending.result().isEmpty() && !ending.earlier().isEmpty()) {
            ArrayNode still = json.putArray("stillRunning");
            ending.earlier().forEach(left -> still.add(RunDocument.leftover(left)));
        }
        ending.result().ifPresent(result -> add(json, result, ending));
        return of(state, json, secrets);
    }

    private static State state(ExitCode code) {
        return switch (code) {
            case DONE -> State.ready;
            case MAY_STILL_RUN -> State.leftover;
            case SKIPPED -> State.skipped;
            default -> State.failed;
        };
    }

    private static ObjectNode json(State state, String command, Instant at) {
        return Json.document("notice")
                .put("at", Words.iso(at))
                .put("state", state.name())
                .put("command", command);
    }

    private static void add(ObjectNode json, RunResult result, Ending ending) {
        ObjectNode run = RunDocument.of(result, ending.code(), ending.earlier());
        for (String field : List.of("outcome", "workload", "secondsToReady", "costDollars", "stillRunning"))
            if (run.has(field)) json.set(field, run.get(field));
        json.put("attempts", result.attempts().size());
    }

    private static Notice of(State state, ObjectNode json, List<String> secrets) {
        if (json.has("message"))
            json.put(
                    "message",
                    Redaction.hiding(secrets).clean(json.path("message").asText("")));
        Map<String, String> variables = new LinkedHashMap<>();
        for (String field : List.of("state", "command", "runId", "exitCode", "message", "outcome", "costDollars"))
            if (json.has(field)) variables.put(variable(field), json.path(field).asText());
        Optional.of(json.path("stillRunning"))
                .filter(ArrayNode.class::isInstance)
                .ifPresent(still -> variables.put("VASTCTL_NOTICE_STILL_RUNNING", String.valueOf(still.size())));
        return new Notice(state, json, variables);
    }

    /** {@code runId} becomes {@code VASTCTL_NOTICE_RUN_ID}. */
    private static String variable(String field) {
        StringBuilder name = new StringBuilder("VASTCTL_NOTICE_");
        for (int index = 0; index < field.length(); index++) {
            char c = field.charAt(index);
            if (Character.isUpperCase(c)) name.append('_');
            name.append(Character.toUpperCase(c));
        }
        return name.toString();
    }
}
