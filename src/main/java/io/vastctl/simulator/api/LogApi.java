package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Market;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Logs and commands, whose results a host uploads to a store some seconds later. Guarded by the
 * {@link MarketApi} that holds it.
 */
final class LogApi {

    private static final Duration UPLOAD = Duration.ofMillis(2_500);
    private static final int LONGEST_COMMAND = 512;
    private static final int MOST_RESULTS = 500;

    private final Market market;
    private final Map<String, Upload> uploads = new LinkedHashMap<>();
    private long results;

    /** A result on its way: what it is made of, at the moment it is read. */
    private record Upload(long contractId, Instant askedAt, Function<Contract, String> text, boolean ofLog) {}

    LogApi(Market market) {
        this.market = market;
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(
                Endpoint.LOGS,
                call -> call.json().map(body -> requestLogs(call, body)).orElseGet(ApiError::badJson));
        table.put(
                Endpoint.EXECUTE,
                call -> call.json()
                        .map(body -> execute(call, body.path("command").asText("")))
                        .orElseGet(() -> ApiError.answer(483, "invalid_args", "Invalid json_body")));
        table.put(Endpoint.LOG_TEXT, this::result);
    }

    private Answer requestLogs(Call call, ObjectNode body) {
        Optional<Contract> contract = market.contract(call.id());
        if (contract.isEmpty()) {
            ObjectNode gone = JsonNodeFactory.instance.objectNode();
            return Answer.json(404, gone.put("error", "invalid_id").put("msg", "Invalid instance id."));
        }
        boolean daemon = body.path("daemon_logs").asText("").equals("true");
        String filter = body.path("filter").asText("");
        String tail = body.path("tail").asText("");
        String url = upload(call, contract.get(), true, box -> {
            Instant now = market.now();
            String log = daemon ? ContainerLog.daemon(box, now) : ContainerLog.container(box, now);
            return ContainerLog.chosen(log, filter, tail);
        });
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return Answer.ok(answer.put("success", true).put("result_url", url).putNull("msg"));
    }

    private Answer execute(Call call, String command) {
        Optional<Contract> contract = market.contract(call.id());
        if (contract.isEmpty()) return ApiError.answer(404, "no_such_instance", "Instance not found.");
        boolean allowed = BoxCommand.allowed(command) && command.length() <= LONGEST_COMMAND;
        if (!allowed) return ApiError.uncoded(400, "Invalid command given.");
        BoxCommand run = new BoxCommand(market.chance(), contract.get(), command);
        String url = upload(call, contract.get(), false, box -> run.output(market.now()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("success", true).put("writeable_path", run.writeablePath()).put("result_url", url);
        return Answer.ok(answer.put("msg", "Command is executing, wait a few seconds and then view the result_url"));
    }

    /** Where the result will be. */
    private String upload(Call call, Contract contract, boolean ofLog, Function<Contract, String> text) {
        String name = market.chance().hex(32, "log", contract.id(), results++) + ".log";
        if (uploads.size() >= MOST_RESULTS)
            uploads.remove(uploads.keySet().iterator().next());
        uploads.put(name, new Upload(contract.id(), market.now(), text, ofLog));
        return call.base() + "/simulator/logs/" + name;
    }

    /** The object store: no key may come along, and nothing is there until the host has uploaded it. */
    private Answer result(Call call) {
        if (call.anyKey().isPresent()) return Answer.text(400, "Only one auth mechanism allowed\n");
        Upload upload = uploads.get(call.path().substring(call.path().lastIndexOf('/') + 1));
        if (upload == null) return Answer.text(404, "NoSuchKey\n");
        Optional<Contract> box = market.contract(upload.contractId());
        boolean early = Duration.between(upload.askedAt(), market.now()).compareTo(UPLOAD) < 0;
        boolean there = box.isPresent() && !early && (!upload.ofLog() || uploadsLogs(box.get()));
        return there ? Answer.text(200, upload.text().apply(box.get())) : Answer.text(403, "AccessDenied\n");
    }

    /** A box that is down uploads no log; some hosts upload none in the first minute or two either. */
    private boolean uploadsLogs(Contract box) {
        Instant now = market.now();
        if (!box.up(now)) return false;
        if (!market.faults().strikes(Fault.LOGS_EMPTY, box.id())) return true;
        double seconds = market.chance().between(40, 120, "logs empty", box.id());
        return Duration.between(box.life().runningAt(), now).toMillis() >= seconds * 1000;
    }
}
