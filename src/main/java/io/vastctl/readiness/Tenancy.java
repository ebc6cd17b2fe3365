package io.vastctl.readiness;

import io.vastctl.workload.Workload;

/**
 * What the wait must know of a rental.
 *
 * @param promise what the offer said the machine has
 * @param apiKey the served model's key; a secret
 * @param interruptible whether a higher bid may stop it at any time
 */
public record Tenancy(
        long instanceId, Workload workload, GpuCheck.Promise promise, String apiKey, boolean interruptible) {

    @Override
    public String toString() {
        return "Tenancy[instance " + instanceId + ", workload " + workload.name() + "]";
    }
}
