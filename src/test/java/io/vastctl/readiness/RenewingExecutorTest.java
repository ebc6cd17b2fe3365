package io.vastctl.readiness;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.lease.LeaseRenewal;
import io.vastctl.lease.LeaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenewingExecutorTest {

    private final List<List<Probe>> sent = new ArrayList<>();
    private final List<Optional<LeaseState>> heard = new ArrayList<>();
    private ProbeLook next = new ProbeLook.Unreachable(ProbeLook.Trouble.REFUSED, "nothing listens");
    private boolean closed;

    private final RenewingExecutor executor = new RenewingExecutor(new Inner(), ofMinutes(20), heard::add);

    @Test
    void theRenewalGoesWithTheOtherProbesAndItsAnswerIsHeard() throws Exception {
        next = answered(Map.of("lease", new ProbeResult(0, "vastctl-lease renewed curl 1200\n", "")));
        Probe echo = Probe.run("hello", "echo hello", ofSeconds(1));

        assertThat(executor.run(List.of(), List.of(echo))).isSameAs(next);

        assertThat(sent)
                .singleElement()
                .satisfies(probes -> assertThat(probes)
                        .containsExactly(echo, Probe.run("lease", LeaseRenewal.command(ofMinutes(20)), ofSeconds(5))));
        assertThat(heard).containsExactly(Optional.of(new LeaseState(true, LeaseState.Loop.CURL, ofMinutes(20))));
    }

    @Test
    void anAnswerWithoutTheRenewalIsHeardAsNothing() throws Exception {
        next = answered(Map.of());
        executor.run(List.of(), List.of());

        assertThat(heard).containsExactly(Optional.empty());
    }

    @Test
    void aMachineThatCannotBeAskedSaysNothingOfItsLease() throws Exception {
        executor.run(List.of(), List.of());

        assertThat(heard).isEmpty();
    }

    @Test
    void passesTheRestOn() throws Exception {
        assertThat(executor.tunnelTo(8000)).isEqualTo(18000);
        executor.close();

        assertThat(closed).isTrue();
    }

    private static ProbeLook answered(Map<String, ProbeResult> results) {
        return new ProbeLook.Answered(new ProbeReport(Instant.EPOCH, results));
    }

    private final class Inner implements ProbeExecutor {
        @Override
        public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) {
            sent.add(List.copyOf(probes));
            return next;
        }

        @Override
        public int tunnelTo(int remotePort) {
            return remotePort + 10_000;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
