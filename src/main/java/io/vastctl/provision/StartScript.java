package io.vastctl.provision;

import io.vastctl.lease.LeaseScript;
import io.vastctl.lease.LeaseTerms;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.Workload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** What a rented machine runs at its start: the loop of the lease, then what the adapter says. */
public final class StartScript {

    private StartScript() {}

    /**
     * The whole text. Its length does not depend on the moment, so that a run can be checked before it rents.
     *
     * @param lease zero for none
     * @param now the moment of renting
     * @param api where the API answers: the machine sends its destroy there
     * @throws IllegalArgumentException one line: the script would be too long with the lease, or is for no shell, or
     *     the address is none that a script can carry
     */
    public static String of(ReadinessAdapter adapter, Workload workload, Duration lease, Instant now, URI api) {
        String start = adapter.startScript(workload);
        return lease.isZero() ? start : LeaseScript.before(start, new LeaseTerms(lease, now, api), workload.name());
    }
}
