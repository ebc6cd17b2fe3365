package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.config.Durations;
import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Serving;
import io.vastctl.workload.Workload;
import java.util.Optional;

/** How a workload's server is guarded, found to be up, and proven to work, for people and for programs. */
public final class ServingView {
    private ServingView() {}

    /** What somebody must know whose server asks for no key; empty if it asks for one. */
    public static Optional<String> warning(Workload workload) {
        Serving serving = workload.serving();
        if (serving.keyVariable().isPresent()) return Optional.empty();
        String risk = serving.publicPort()
                ? "its port is PUBLIC, so anybody who finds it may use the server"
                : "its port stays closed, and the SSH tunnel is the only way in (vastctl tunnel ID)";
        return Optional.of("workload " + workload.name() + ": its server asks for no key; " + risk + ".");
    }

    static ObjectNode json(Serving serving) {
        ObjectNode json = Json.object().put("proof", serving.proof().word());
        serving.ready().ifPresent(ready -> json.set("ready", answer(ready)));
        if (serving.proof() instanceof Proof.Request own) json.set("request", answer(own.answer()));
        serving.keyVariable().ifPresent(name -> json.put("keyVariable", name));
        json.put("publicPort", serving.publicPort());
        serving.window().ifPresent(window -> json.put("windowSeconds", window.toSeconds()));
        serving.stall().ifPresent(stall -> json.put("stallSeconds", stall.toSeconds()));
        return json;
    }

    private static ObjectNode answer(HttpAnswer answer) {
        ObjectNode json = Json.object().put("path", answer.path()).put("status", answer.status());
        answer.pointer().ifPresent(pointer -> json.put("pointer", pointer));
        answer.value().ifPresent(value -> json.put("value", value));
        return json;
    }

    /** Lines for people. */
    static String text(Workload workload) {
        Serving serving = workload.serving();
        StringBuilder text = new StringBuilder();
        serving.ready().ifPresent(ready -> line(text, "up when " + ready.path() + " answers " + ready.expectation()));
        line(text, "works when it answers with " + proof(serving.proof()));
        line(
                text,
                serving.keyVariable()
                        .map(name -> "takes its key from " + name)
                        .orElseGet(() -> serving.publicPort()
                                ? "asks for no key, and its port is PUBLIC: anybody who finds it may use it"
                                : "asks for no key, so its port stays closed: reach it through the SSH tunnel"));
        serving.window().ifPresent(window -> line(text, "has " + Durations.format(window) + " to come up"));
        return text.toString();
    }

    private static String proof(Proof proof) {
        if (proof instanceof Proof.Completion) return "tokens";
        if (proof instanceof Proof.Chat) return "tokens of a chat";
        if (proof instanceof Proof.Transcription) return "a transcription";
        HttpAnswer answer = ((Proof.Request) proof).answer();
        return answer.expectation() + " to " + answer.path();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
