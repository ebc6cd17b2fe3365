package io.vastctl.cli.rentals;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.instance.Instance;
import io.vastctl.lease.LeaseState;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.RenewingExecutor;
import io.vastctl.ssh.SshConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets the lease on a machine anew, over an SSH connection of its own; says on stderr what went wrong. */
public record Renewal(Workbench bench, MarketAccess market) {

    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    /** What the machine answered; empty, and told, if it did not answer. */
    public Optional<LeaseState> ask(Instance instance, Duration length) throws InterruptedException {
        Optional<LeaseState> answer = answer(instance, length);
        answer.filter(state -> !state.protects())
                .ifPresent(state -> tell(
                        instance,
                        "the lease " + state.describe() + "; end it yourself: vastctl down " + instance.instanceId()));
        return answer;
    }

    private Optional<LeaseState> answer(Instance instance, Duration length) throws InterruptedException {
        List<LeaseState> heard = new ArrayList<>();
        String trouble = "the renewal did not come to its end";
        try (SshConnector ssh = new SshConnector(bench.keys().ssh(), market.clock());
                RenewingExecutor box =
                        new RenewingExecutor(ssh.open(), length, answer -> answer.ifPresent(heard::add))) {
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                if (attempt > 1) market.sleeper().sleep(BETWEEN_TRIES);
                ProbeLook look = box.run(instance.sshEndpoints(), List.of());
                if (!heard.isEmpty()) return Optional.of(heard.get(0));
                if (look instanceof ProbeLook.Unreachable unreachable) trouble = unreachable.detail();
            }
        }
        tell(instance, "the lease was not renewed: " + trouble);
        return Optional.empty();
    }

    private void tell(Instance instance, String line) {
        bench.terminal().err().println("vastctl: instance " + instance.instanceId() + ": " + line);
    }
}
