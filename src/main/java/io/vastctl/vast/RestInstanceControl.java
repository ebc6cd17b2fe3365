package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Changes to instances over HTTP. */
final class RestInstanceControl implements InstanceControl {

    private static final int LONGEST_LABEL = 1024;
    private static final double LOWEST_BID = 0.001;
    private static final double HIGHEST_BID = 32;

    private final VastHttp http;
    private final UploadedText uploaded;

    RestInstanceControl(VastHttp http, UploadedText uploaded) {
        this.http = http;
        this.uploaded = uploaded;
    }

    /** "Unavailable" is taken for queued whatever the status: a start that may yet fire must not be forgotten. */
    @Override
    public StartAnswer start(long instanceId) throws InterruptedException {
        try {
            set(CallKind.START, instanceId, "state", "running");
            return StartAnswer.ACCEPTED;
        } catch (VastApiException refused) {
            if (refused.problem() == ApiProblem.UNAVAILABLE) return StartAnswer.QUEUED;
            throw refused;
        }
    }

    @Override
    public void stop(long instanceId) throws InterruptedException {
        set(CallKind.STOP, instanceId, "state", "stopped");
    }

    @Override
    public void relabel(long instanceId, String label) throws InterruptedException {
        if (label.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("a label has at most " + LONGEST_LABEL + " characters");
        }
        set(CallKind.RELABEL, instanceId, "label", label);
    }

    @Override
    public void reboot(long instanceId) throws InterruptedException {
        http.object(CallKind.REBOOT, put("reboot/" + instanceId, VastHttp.emptyBody()));
    }

    @Override
    public void recycle(long instanceId) throws InterruptedException {
        http.object(CallKind.RECYCLE, put("recycle/" + instanceId, VastHttp.emptyBody()));
    }

    @Override
    public void changeBid(long instanceId, double dollarsPerHour) throws InterruptedException {
        if (!(dollarsPerHour >= LOWEST_BID && dollarsPerHour <= HIGHEST_BID)) {
            throw new IllegalArgumentException(
                    "a bid is between $" + LOWEST_BID + " and $" + HIGHEST_BID + " an hour, not " + dollarsPerHour);
        }
        ObjectNode body = VastHttp.emptyBody().put("client_id", "me").put("price", dollarsPerHour);
        http.object(CallKind.CHANGE_BID, put("bid_price/" + instanceId, body));
    }

    @Override
    public Optional<String> execute(long instanceId, ContainerCommand command) throws InterruptedException {
        ObjectNode body = VastHttp.emptyBody().put("command", command.text());
        JsonNode answer = http.object(CallKind.EXECUTE, put("command/" + instanceId, body));
        Optional<String> hostPath = Json.text(answer.path("writeable_path")).filter(path -> path.length() > 1);
        // The output names files by where the container's layer lies on the host.
        return uploaded.await(CallKind.EXECUTE, answer)
                .map(text -> hostPath.map(path -> text.replace(path, "")).orElse(text));
    }

    /** Everything in the body is text, numbers too. */
    @Override
    public Optional<String> logs(long instanceId, LogRequest wanted) throws InterruptedException {
        ObjectNode body = VastHttp.emptyBody().put("tail", String.valueOf(wanted.tail()));
        wanted.filter().ifPresent(text -> body.put("filter", text));
        if (wanted.daemon()) body.put("daemon_logs", "true");
        return uploaded.await(CallKind.LOGS, http.object(CallKind.LOGS, put("request_logs/" + instanceId, body)));
    }

    private void set(CallKind kind, long instanceId, String field, String value) throws InterruptedException {
        http.object(kind, put(String.valueOf(instanceId), VastHttp.emptyBody().put(field, value)));
    }

    private Request put(String path, ObjectNode body) {
        HttpUrl url = http.url("api/v0/instances/" + path + "/");
        return http.with("PUT", url, body);
    }
}
