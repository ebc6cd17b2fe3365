package io.vastctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import io.vastctl.memory.Journal;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.vast.RecordedRequest;
import io.vastctl.vast.RequestRecorder;
import io.vastctl.vast.VastApiException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests that a command would send ({@code --explain}), made by the client that would send them. What only an
 * earlier answer tells stands in capitals: {@code OFFER}, {@code INSTANCE}.
 */
public final class RequestPlan {

    /** Numbers that stand for those of the answers, so that the client accepts them. */
    public static final long OFFER = 900_000_000_001L;

    /** Stands for the id of an instance that only an answer would tell. */
    public static final long INSTANCE = 900_000_000_002L;

    private static final URI SIMULATED = URI.create("http://127.0.0.1");

    private record Step(RecordedRequest request, String when) {}

    private final Workbench bench;
    private final String command;
    private final URI address;
    private final RequestRecorder recorder;
    private final List<Step> steps = new ArrayList<>();

    /** @param simulated whether the requests would go to a simulated marketplace */
    public RequestPlan(Workbench bench, String command, boolean simulated) {
        this.bench = bench;
        this.command = command;
        address = simulated ? SIMULATED : Flag.value(bench.settings(), Settings.API_URL, bench.global().apiUrl);
        try {
            recorder = new RequestRecorder(address);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--api-url " + address + ": " + e.getMessage(), e);
        }
    }

    /** Where the requests would go. */
    public URI address() {
        return address;
    }

    /**
     * Adds the requests of a call.
     *
     * @param when it is made, and what decides
     */
    public RequestPlan then(String when, RequestRecorder.Call call) throws InterruptedException {
        for (RecordedRequest request : recorder.of(client -> {
            try {
                call.on(client);
            } catch (VastApiException e) {
                // The answer that stands for all of them was not enough for this call; its request is known.
                return;
            }
        })) steps.add(new Step(request, when));
        return this;
    }

    /** Adds the sweep that comes before everything else where the journal has open rentals. */
    public RequestPlan afterTheSweep(SimulateOptions simulate) throws InterruptedException {
        if (simulate.on() || bench.knownDatabase().isEmpty()) return this;
        Journal journal = new Journal(bench.database());
        if (Sweep.isIdle(journal, bench.marketName(simulate, command), bench.clock())) return this;
        return then(
                        "first, because the journal has rentals that are not closed: whose account it is",
                        client -> client.currentUser())
                .then("which of them are still there", client -> client.list());
    }

    /** Adds what every command does that looks after rentals. */
    public RequestPlan rentals() throws InterruptedException {
        return afterTheSweep(new SimulateOptions())
                .then("whose account it is", client -> client.currentUser())
                .then("what it runs; a listing that is not whole is asked for again", client -> client.list());
    }

    /** Adds the end of a rental, and the proof of it. */
    public RequestPlan end(long instanceId, String when) throws InterruptedException {
        return then(when + "; again every 20 s while it is still there", client -> client.destroy(instanceId))
                .then("every 4 s, until two reads in a row show it gone", client -> client.show(instanceId));
    }

    /** Prints it. @return the exit code */
    public int print() {
        if (bench.global().output == GlobalOptions.Output.csv)
            throw new UsageException("--explain: -o csv: expected table or json");
        bench.results().print(this::json, this::text);
        return 0;
    }

    private ObjectNode json() {
        ObjectNode json = Json.document("requests").put("command", command).put("address", address.toString());
        ArrayNode list = json.putArray("requests");
        int number = 0;
        for (Step step : steps) {
            ObjectNode row = list.addObject()
                    .put("number", ++number)
                    .put("method", step.request().method())
                    .put("path", named(step.request().path()))
                    .put("when", step.when());
            step.request().body().ifPresent(body -> row.set("body", body));
        }
        return json;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        if (steps.isEmpty()) {
            line(text, command + " sends no request.");
            return text.toString();
        }
        line(text, "Requests of " + command + " to " + address + ", each with the API key as bearer; none was sent.");
        int number = 0;
        for (Step step : steps) {
            line(
                    text,
                    String.format(
                            "%2d. %s %s",
                            ++number,
                            step.request().method(),
                            named(step.request().path())));
            step.request().body().map(JsonNode::toString).ifPresent(body -> line(text, "      " + body));
            line(text, "      " + step.when());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }

    private static String named(String path) {
        return path.replace(String.valueOf(OFFER), "OFFER").replace(String.valueOf(INSTANCE), "INSTANCE");
    }
}
