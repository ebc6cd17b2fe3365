package io.vastctl.provision;

import io.vastctl.outcome.ExitCode;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.EndpointCheck;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything outside a run that it talks to; a simulation replaces these and nothing else.
 *
 * @param publicKey ours, in OpenSSH form; attached to each instance
 * @param secrets gives a new random key for each rented endpoint
 * @param runIds gives a new id for each run, unique and sortable by time
 * @param environment the operator's own variables by name, for workloads that pass some on
 * @param market as {@link MarketName} has it
 * @param apiAddress where that market's API answers; a machine's lease sends its destroy there
 * @param interruption the exit code that belongs to the signal which interrupted the run
 */
public record Surroundings(
        VastApi api,
        ProbeExecutor.Factory ssh,
        EndpointCheck endpoint,
        AdapterCatalog adapters,
        SignatureTable statusSignatures,
        ReadinessLimits limits,
        String publicKey,
        Clock clock,
        Sleeper sleeper,
        Supplier<String> secrets,
        Supplier<String> runIds,
        Function<String, Optional<String>> environment,
        String market,
        URI apiAddress,
        Supplier<ExitCode> interruption) {

    /** The same with other logins. */
    Surroundings withSsh(ProbeExecutor.Factory other) {
        return with(other, sleeper);
    }

    /** The same with another way to wait. */
    public Surroundings withSleeper(Sleeper other) {
        return with(ssh, other);
    }

    /** The same for one runner of a relay: what it waits for holds up nobody else. */
    public Surroundings beside(Relay.Turn runner) {
        return new Surroundings(
                aside(api, runner),
                () -> new AsideBox(ssh.open(), runner),
                new AsideEndpoint(endpoint, runner),
                adapters,
                statusSignatures,
                limits,
                publicKey,
                clock,
                runner,
                secrets,
                runIds,
                environment,
                market,
                apiAddress,
                interruption);
    }

    /** Its calls, made aside of a relay. */
    public static VastApi aside(VastApi api, Relay.Turn runner) {
        return new AsideApi(api, runner);
    }

    /** The same with other calls in place of the API's. */
    public Surroundings withApi(VastApi other) {
        return new Surroundings(
                other,
                ssh,
                endpoint,
                adapters,
                statusSignatures,
                limits,
                publicKey,
                clock,
                sleeper,
                secrets,
                runIds,
                environment,
                market,
                apiAddress,
                interruption);
    }

    /** The same for one run whose id is known before it begins. */
    public Surroundings withRunId(String runId) {
        return with(ssh, sleeper, () -> runId);
    }

    private Surroundings with(ProbeExecutor.Factory logins, Sleeper waits) {
        return with(logins, waits, runIds);
    }

    private Surroundings with(ProbeExecutor.Factory logins, Sleeper waits, Supplier<String> ids) {
        return new Surroundings(
                api,
                logins,
                endpoint,
                adapters,
                statusSignatures,
                limits,
                publicKey,
                clock,
                waits,
                secrets,
                ids,
                environment,
                market,
                apiAddress,
                interruption);
    }
}
