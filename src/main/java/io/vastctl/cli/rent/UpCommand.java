package io.vastctl.cli.rent;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.rentals.Renewal;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import io.vastctl.instance.Instance;
import io.vastctl.lease.LeaseState;
import io.vastctl.provision.AttemptResult;
import io.vastctl.vast.VastApiException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code vastctl up}: an endpoint to use. */
@Command(
        name = "up",
        description = "Rent the best offer, verify that it serves tokens, and keep it; prints address and key.",
        footer = {
            "",
            "It bills until you end it with vastctl down ID, or its lease on the machine is over: 12h after the last"
                    + " renewal, unless --lease or the setting up-lease says otherwise. What it costs after it was"
                    + " verified does not count against --max-spend of this run."
        })
public final class UpCommand extends EndpointCommand {

    @Override
    protected String command() {
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

    /** The endpoint is paid for and works: what cannot be done for its lease is told, and does not take it away. */
    @Override
    void keep(Workbench bench, AttemptResult kept) throws InterruptedException {
        Duration length = keptLease(bench.settings());
        if (length.isZero()) return;
        try {
            if (!isRenewed(bench, kept, length)) shortLease(bench, kept, "see above");
        } catch (VastApiException e) {
            shortLease(bench, kept, e.getMessage());
        }
    }

    private boolean isRenewed(Workbench bench, AttemptResult kept, Duration length) throws InterruptedException {
        MarketAccess market = bench.market(simulate);
        Optional<Instance> instance = market.api().show(kept.instanceId().orElseThrow());
        if (instance.isEmpty()) return false;
        Optional<LeaseState> state = new Renewal(bench, market).ask(instance.get(), length);
        if (state.filter(LeaseState::renewed).isEmpty()) return false;
        bench.ownership(command())
                .journal()
                .renewed(kept.label(), market.clock().instant().plus(length));
        return true;
    }

    private static void shortLease(Workbench bench, AttemptResult kept, @Nullable String why) {
        long id = kept.instanceId().orElseThrow();
        bench.terminal()
                .err()
                .println("vastctl: instance " + id + " keeps the short lease it was verified under (" + why
                        + "); make it longer with: vastctl renew " + id);
    }

    @Override
    void check() {
        if (simulate.on() && !renting.dryRun)
            throw new UsageException("--simulate: the built-in market ends with this command, so nothing can be kept"
                    + " there; rehearse with vastctl simulate serve, and VAST_URL set to its address");
    }
}
