package io.vastctl.readiness;

import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.outcome.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the mapping of ports early. Proven by one knock that meets our listener; broken when several knocks over a
 * while do not, though the listener was there each time. Where there is no mapped port, or nobody listens, nothing is
 * known and nothing is held against the machine.
 */
final class PortWatch {

    private static final int FEWEST_KNOCKS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final EndpointCheck check;
    private final Clock clock;
    private final int port;
    private final long instanceId;
    private Optional<Instant> firstKnock = Optional.empty();
    private int knocks;
    private boolean settled;
    private boolean proven;
    private String lastDetail = "";

    PortWatch(Tenancy tenancy, EndpointCheck check, Clock clock) {
        this.check = check;
        this.clock = clock;
        port = PortProof.port(tenancy.workload());
        instanceId = tenancy.instanceId();
    }

    /** To be asked with the next look while the question is open and there is a mapped port to ask about. */
    Optional<Probe> probe(Instance instance) {
        return settled || instance.publicPort(port).isEmpty()
                ? Optional.empty()
                : Optional.of(PortProof.listener(port, instanceId));
    }

    /** Whether knocks have failed and more are to come. */
    boolean isInDoubt() {
        return !settled && knocks > 0;
    }

    /** Whether a mapped port of this rental was seen to lead there. */
    boolean isProven() {
        return proven;
    }

    String describe() {
        return "the mapped port does not lead to its listener yet: " + lastDetail;
    }

    /**
     * Knocks once, if the listener is there.
     *
     * @param blind whether our own network may be the trouble
     */
    Optional<Failure> look(Instance instance, ProbeReport report, boolean blind) throws InterruptedException {
        Optional<SshEndpoint> door = instance.publicPort(port);
        if (settled || door.isEmpty()) return Optional.empty();
        if (!PortProof.isListening(report)) {
            settled = report.result(PortProof.PROBE).isPresent();
            return Optional.empty();
        }
        Optional<EndpointCheck.Knock> knock = check.knock(door.get());
        if (knock.isEmpty() || isOurs(knock.get())) {
            settled = true;
            proven = knock.isPresent();
            return Optional.empty();
        }
        return blind ? Optional.empty() : missed(door.get(), knock.get());
    }

    private boolean isOurs(EndpointCheck.Knock knock) {
        return knock.said().filter(PortProof.word(instanceId)::equals).isPresent();
    }

    private Optional<Failure> missed(SshEndpoint door, EndpointCheck.Knock knock) {
        Instant now = clock.instant();
        if (firstKnock.isEmpty()) firstKnock = Optional.of(now);
        knocks++;
        lastDetail = knock.detail();
        boolean longEnough = Duration.between(firstKnock.get(), now).compareTo(PATIENCE) >= 0;
        if (knocks < FEWEST_KNOCKS || !longEnough) return Optional.empty();
        return Optional.of(GpuFault.PORT_MAPPING.with("container port " + port + " listens, and public port "
                + door.port() + " did not lead there " + knocks + " times: " + lastDetail));
    }
}
