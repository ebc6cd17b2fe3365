package io.vastctl.provision;

import io.vastctl.readiness.InstanceSighting;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rented instance as the wait sees it through the API: what cannot be asked is unknown, not an error. */
record RentedMachine(VastApi api, long instanceId, String publicKey) {

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

    void attachKey() throws InterruptedException {
        try {
            api.attachSshKey(instanceId, publicKey);
        } catch (VastApiException e) {
            // Right after create the instance may not take it yet; a refused login tries again.
            LOG.warn("attaching the SSH key to instance {}: {}", instanceId, e.getMessage());
        }
    }
}
