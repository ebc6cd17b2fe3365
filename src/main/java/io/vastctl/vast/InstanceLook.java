package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.instance.Instance;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one instance. "There is none" is what decides that nothing bills any more, so it must be said plainly. */
final class InstanceLook {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceLook.class);

    private final VastHttp http;
    private final InstancePages pages;

    InstanceLook(VastHttp http, InstancePages pages) {
        this.http = http;
        this.pages = pages;
    }

    Optional<Instance> at(long instanceId) throws InterruptedException {
        Optional<InstanceRow> row = row(instanceId);
        Optional<Instance> instance = row.map(found -> found.toInstance(instanceId));
        return row.filter(InstanceRow::lacksPorts).isPresent()
                ? fromList(instanceId).or(() -> instance)
                : instance;
    }

    /** The same without any other call: the mapped ports may be missing. */
    Optional<Instance> alone(long instanceId) throws InterruptedException {
        return row(instanceId).map(found -> found.toInstance(instanceId));
    }

    private Optional<InstanceRow> row(long instanceId) throws InterruptedException {
        HttpUrl url = http.url("api/v0/instances/" + instanceId + "/")
                .newBuilder()
                .addQueryParameter("owner", "me")
                .build();
        try {
            return read(http.send(CallKind.SHOW, http.get(url)), instanceId);
        } catch (VastApiException refused) {
            if (ErrorCode.saysGone(refused)) return Optional.empty();
            throw refused;
        }
    }

    /** An object, an array of one, or an explicit null for "gone"; anything else proves nothing. */
    private Optional<InstanceRow> read(Answer answer, long instanceId) {
        JsonNode instances = Json.tree(answer.body())
                .orElseThrow(() -> unusable("no JSON in the answer"))
                .path("instances");
        if (instances.isNull()) return gone(answer);
        JsonNode node = instances.isArray() && instances.size() == 1 ? instances.get(0) : instances;
        if (!node.isObject()) throw unusable("the answer holds no instance");
        InstanceRow row = row(node);
        if (row.id() != null && row.id() != instanceId) {
            throw unusable("asked for instance " + instanceId + ", got " + row.id());
        }
        return Optional.of(row);
    }

    private Optional<InstanceRow> gone(Answer answer) {
        Optional<Refusal> other = http.errors().contradicting(CallKind.SHOW, answer);
        if (other.isPresent()) throw other.get().toException();
        return Optional.empty();
    }

    private InstanceRow row(JsonNode node) {
        try {
            return Json.MAPPER.treeToValue(node, InstanceRow.class);
        } catch (JsonProcessingException malformed) {
            throw unusable("the instance cannot be read");
        }
    }

    /** The answer by id may lack the mapped ports. Without the list they are merely not known yet. */
    private Optional<Instance> fromList(long instanceId) throws InterruptedException {
        try {
            return pages.all().stream()
                    .filter(instance -> instance.instanceId() == instanceId)
                    .findFirst();
        } catch (VastApiException e) {
            LOG.debug("ports of instance {} stay unknown: {}", instanceId, e.getMessage());
            return Optional.empty();
        }
    }

    private VastApiException unusable(String why) {
        return http.unusable(CallKind.SHOW, why);
    }
}
