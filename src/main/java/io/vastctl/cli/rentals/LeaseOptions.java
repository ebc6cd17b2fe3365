package io.vastctl.cli.rentals;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.StartScript;
import io.vastctl.readiness.AdapterCatalog;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the lease on a rented machine. */
public final class LeaseOptions {

    @Option(
            names = "--lease",
            paramLabel = "<duration>",
            description = "How long a machine lives without vastctl before it destroys itself: 2m to 90d (default: 20m;"
                    + " what up keeps: 12h).")
    @Nullable
    String lease;

    @Option(
            names = "--no-lease",
            description = "Rent without a lease: nothing on the machine ends it if vastctl and this computer go away.")
    public boolean noLease;

    /** The lease of a run: {@code --lease}, else the setting {@code lease}; zero for {@code --no-lease}. */
    public Duration length(Settings settings) {
        return length(settings, Settings.LEASE);
    }

    /** The same with a setting of its own. */
    public Duration length(Settings settings, Setting<Duration> setting) {
        if (noLease && lease != null)
            throw new UsageException("--lease and --no-lease contradict each other: give one of them");
        if (noLease) return Duration.ZERO;
        return settings.resolve(setting, Optional.ofNullable(lease).map(text -> setting.parse(text, "flag --lease")))
                .value();
    }

    /** Says so if there is no lease; under {@code --quiet} it is held back with all else until the run has failed. */
    public void warn(PrintWriter err) {
        if (!noLease) return;
        err.println("vastctl: --no-lease: nothing on the machine ends the rental if vastctl is killed or this computer"
                + " goes away; it bills until somebody destroys it.");
        err.flush();
    }

    /**
     * Checks that the start script can carry the lease, before anything is rented.
     *
     * @param api where the market in use answers
     * @throws UsageException if it is too long or for no shell, or the address is none for a script
     */
    public static void requireRoom(RunRequest request, AdapterCatalog adapters, URI api, Instant now) {
        adapters.find(request.demand().workload().adapter()).ifPresent(adapter -> {
            try {
                StartScript.of(adapter, request.demand().workload(), request.lease(), now, api);
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()), e);
            }
        });
    }
}
