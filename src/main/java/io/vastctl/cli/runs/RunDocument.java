package io.vastctl.cli.runs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.offers.OffersView;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Origin;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Hedge;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.Slowness;
import io.vastctl.ranking.Ranked;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;

/** The result of a run as {@code vastctl.run/1}. */
public final class RunDocument {
    private RunDocument() {}

    /**
     * The document of one run.
     *
     * @param code what the command ends with
     * @param earlier rentals of earlier runs that may still be running
     */
    public static ObjectNode of(RunResult result, ExitCode code, List<Leftover> earlier) {
        Workload workload = result.request().demand().workload();
        ObjectNode json = Json.document("run")
                .put("runId", result.runId())
                .put("command", result.request().command())
                .put("outcome", result.outcome().word())
                .put("exitCode", code.code())
                .put("message", result.message())
                .put("strictness", result.request().demand().policy().name())
                .put("workload", workload.name())
                .put("model", workload.model())
                .put("image", workload.image())
                .put("simulated", result.request().origin() == Origin.SIMULATED);
        json.set("offers", result.offers().map(RunDocument::offers).orElseGet(Json::object));
        ArrayNode attempts = json.putArray("attempts");
        result.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
        if (result.request().hedge()) {
            ArrayNode hedges = json.putArray("hedges");
            result.hedges().forEach(hedge -> hedges.add(hedge(hedge)));
            ArrayNode noHedge = json.putArray("noHedge");
            result.noHedge().forEach(noHedge::add);
        }
        result.attempts().stream()
                .filter(AttemptResult::isReady)
                .findFirst()
                .flatMap(AttemptResult::verified)
                .ifPresent(verified -> json.putObject("endpoint")
                        .put("url", verified.url().toString())
                        .put("model", workload.model())
                        .put("tunnelled", verified.tunnelled())
                        .put("firstTokenSeconds", seconds(verified.firstToken()))
                        .put("tokensPerSecond", Words.rounded(verified.tokensPerSecond(), 1)));
        result.timeToReady().ifPresent(time -> json.put("secondsToReady", seconds(time)));
        json.put("costDollars", Words.rounded(result.costDollars(), 6));
        ArrayNode still = json.putArray("stillRunning");
        result.stillRunning().forEach(attempt -> still.add(rental(attempt)));
        result.leftovers().forEach(left -> still.add(leftover(left)));
        earlier.forEach(left -> still.add(leftover(left)));
        if (!result.kept().isEmpty()) {
            ArrayNode kept = json.putArray("kept");
            result.kept().forEach(attempt -> kept.add(rental(attempt)));
        }
        return json;
    }

    private static ObjectNode offers(Ranked ranked) {
        ObjectNode json = Json.object()
                .put("seen", ranked.seen())
                .put("eligible", ranked.eligible().size());
        ObjectNode excluded = json.putObject("excluded");
        ranked.excludedByGate().forEach(excluded::put);
        ranked.relaxation().ifPresent(relaxation -> json.set("relaxation", OffersView.relaxation(relaxation)));
        return json;
    }

    static ObjectNode attempt(AttemptResult attempt) {
        ObjectNode json = Json.object()
                .put("number", attempt.number())
                .put("offerId", attempt.offer().offerId())
                .put("machineId", attempt.offer().machineId())
                .put("hostId", attempt.offer().hostId())
                .put("gpu", attempt.offer().gpuName());
        attempt.instanceId().ifPresent(id -> json.put("instanceId", id));
        json.put("label", attempt.label())
                .put("dollarsPerHour", Words.rounded(attempt.dollarsPerHour(), 6))
                .put("outcome", attempt.outcome());
        attempt.failure().ifPresent(failure -> json.set("failure", failure(failure)));
        ArrayNode phases = json.putArray("phases");
        for (PhaseTime time : attempt.phases())
            phases.addObject().put("phase", time.phase().name()).put("seconds", seconds(time.duration()));
        return json.put("costDollars", Words.rounded(attempt.costDollars(), 6))
                .put("cleanup", attempt.cleanup().word());
    }

    public static ObjectNode failure(Failure failure) {
        return Json.object()
                .put("class", failure.failureClass().name())
                .put("signature", failure.signature())
                .put("phase", failure.phase().name())
                .put("evidence", failure.evidence())
                .put("blames", failure.blames().word());
    }

    public static ObjectNode hedge(Hedge hedge) {
        Slowness slowness = hedge.slowness();
        return Json.object()
                .put("attempt", hedge.number())
                .put("beside", hedge.besides())
                .put("phase", slowness.phase().name())
                .put("seconds", seconds(slowness.taken()))
                .put("p90Seconds", seconds(slowness.p90()))
                .put("samples", slowness.samples());
    }

    public static ObjectNode leftover(Leftover left) {
        ObjectNode json = Json.object();
        left.instanceId().ifPresent(id -> json.put("instanceId", id));
        return json.put("label", left.label()).put("dollarsPerHour", Words.rounded(left.dollarsPerHour(), 6));
    }

    private static ObjectNode rental(AttemptResult attempt) {
        ObjectNode json = Json.object();
        attempt.instanceId().ifPresent(id -> json.put("instanceId", id));
        return json.put("label", attempt.label()).put("dollarsPerHour", Words.rounded(attempt.dollarsPerHour(), 6));
    }

    private static double seconds(Duration duration) {
        return Words.rounded(duration.toMillis() / 1000.0, 1);
    }
}
