package io.vastctl.cli;

import io.vastctl.config.Settings;
import io.vastctl.instance.Instance;
import io.vastctl.lease.LeaseState;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code vastctl up}: an endpoint to use. */
@Command(
        name = "up",
        description = "Rent the best offer, verify that it serves tokens, and keep it; prints address and key.",
        footer = {"", "It bills until you end it: vastctl down ID."})
final class UpCommand extends RentingCommand {

    @Override
    String command() {
        return "up";
    }

    /** While nobody has seen it work, the machine dies as soon as a tested one; only then it gets its own. */
    @Override
    Duration lease(Settings settings) {
        keptLease(settings);
        return leaseOptions.noLease ? Duration.ZERO : settings.get(Settings.LEASE);
    }

    private Duration keptLease(Settings settings) {
        return leaseOptions.length(settings, Settings.UP_LEASE);
    }

    @Override
    void keep(Workbench bench, RunTools tools, RunResult result) throws InterruptedException {
        Duration length = keptLease(bench.settings());
        if (length.isZero()) return;
        for (AttemptResult attempt : result.attempts()) if (attempt.key().isPresent()) renew(bench, attempt, length);
    }

    private void renew(Workbench bench, AttemptResult attempt, Duration length) throws InterruptedException {
        MarketAccess market = bench.market(simulate);
        Optional<Instance> instance = market.api().show(attempt.instanceId().orElseThrow());
        if (instance.isEmpty()) return;
        Optional<LeaseState> state = new Renewal(bench, market).ask(instance.get(), length);
        if (state.filter(LeaseState::renewed).isPresent())
            bench.ownership(command())
                    .journal()
                    .renewed(attempt.label(), market.clock().instant().plus(length));
    }

    @Override
    void check() {
        if (simulate.on() && !runOptions.dryRun)
            throw new UsageException("--simulate: the built-in market ends with this command, so nothing can be kept"
                    + " there; rehearse with vastctl simulate serve, and VAST_URL set to its address");
    }
}
