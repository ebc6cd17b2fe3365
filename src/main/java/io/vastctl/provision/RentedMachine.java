package io.vastctl.provision;

import io.vastctl.outcome.Failure;
import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.vast.StartAnswer;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rented instance as the wait sees it through the API: what cannot be asked is unknown, not an error. */
public record RentedMachine(VastApi api, long instanceId, String publicKey) {

    /** Failures in which nobody could look inside. */
    private static final Set<String> SILENT = Set.of(
            "ssh-refused",
            "ssh-timeout",
            "ssh-no-banner",
            "ssh-shell-hangs",
            "ssh-unreachable",
            "ssh-key-refused",
            "ssh-forwarding-failed");

    public static final int LOG_LINES = 20;
    private static final int LOG_CHARACTERS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(RentedMachine.class);

    InstanceSighting look() throws InterruptedException {
        try {
            return api.show(instanceId)
                    .<InstanceSighting>map(InstanceSighting.Seen::new)
                    .orElseGet(InstanceSighting.Gone::new);
        } catch (VastApiException e) {
            return new InstanceSighting.Blind(String.valueOf(e.getMessage()));
        }
    }

    /** The same failure with what the container itself said last, where no login could tell. */
    Failure withLastWords(Failure failure) throws InterruptedException {
        if (!SILENT.contains(failure.signature())) return failure;
        try {
            return api.logs(instanceId, LOG_LINES)
                    .filter(text -> !text.isBlank())
                    .map(text -> new Failure(
                            failure.failureClass(),
                            failure.signature(),
                            failure.phase(),
                            failure.evidence() + "\ncontainer log: " + Evidence.redacted(tail(text))))
                    .orElse(failure);
        } catch (VastApiException e) {
            return failure;
        }
    }

    private static String tail(String text) {
        String stripped = text.strip();
        return stripped.substring(Math.max(0, stripped.length() - LOG_CHARACTERS));
    }

    /** Whether a start was taken on; one that is queued may come hours later, when nobody waits for it any more. */
    boolean start() throws InterruptedException {
        try {
            return api.start(instanceId) == StartAnswer.ACCEPTED;
        } catch (VastApiException e) {
            LOG.warn("starting instance {}: {}", instanceId, e.getMessage());
            return false;
        }
    }

    /** Whether the marketplace took the key; right after create it may not yet, and a refused login tries again. */
    boolean attachKey() throws InterruptedException {
        try {
            api.attachSshKey(instanceId, publicKey);
            return true;
        } catch (VastApiException e) {
            LOG.warn("attaching the SSH key to instance {}: {}", instanceId, e.getMessage());
            return false;
        }
    }
}
