package io.vastctl.cli.market;

import io.vastctl.cli.Backstage;
import io.vastctl.memory.Origin;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.SshKeyring;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastRestClient;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * The market a command works on, and the time that goes with it.
 *
 * @param address where its API answers
 * @param backstage of a simulated market
 */
public record MarketAccess(
        VastApi api, URI address, Clock clock, Sleeper sleeper, Origin origin, Optional<Backstage> backstage)
        implements AutoCloseable {

    public boolean simulated() {
        return origin == Origin.SIMULATED;
    }

    /** The account's SSH keys; empty where they cannot be asked for. */
    public Optional<SshKeyring> sshKeys() {
        return api instanceof VastRestClient client ? Optional.of(client.sshKeys()) : Optional.empty();
    }

    @Override
    public void close() {
        backstage.ifPresent(Backstage::close);
    }
}
