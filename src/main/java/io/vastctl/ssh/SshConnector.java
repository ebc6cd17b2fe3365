package io.vastctl.ssh;

import io.vastctl.readiness.ProbeExecutor;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Opens executors that share one SSH client, started at the first connection. Thread-safe. Offers one
 * key and nothing else: no {@code ~/.ssh} files, no passwords, of an agent that key alone.
 */
public final class SshConnector implements ProbeExecutor.Factory, AutoCloseable {

    private final Optional<KeyPair> key;
    private final Optional<AgentKey> agentKey;
    private final Clock clock;
    private final SshLimits limits;
    private final SshCount count = new SshCount();
    private Optional<SshClient> client = Optional.empty();
    private boolean closed;

    /** The clock dates the reports; waits for the network are in real time. */
    public SshConnector(SshIdentity identity, Clock clock) {
        this(identity.keyPair(), identity.agentKey(), clock, SshLimits.DEFAULT);
    }

    SshConnector(KeyPair key, Clock clock, SshLimits limits) {
        this(Optional.of(key), Optional.empty(), clock, limits);
    }

    SshConnector(Optional<KeyPair> key, Optional<AgentKey> agentKey, Clock clock, SshLimits limits) {
        this.key = key;
        this.agentKey = agentKey;
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public SshProbeExecutor open() {
        return new SshProbeExecutor(
                new Login(this::client, key, limits.login(), count), clock::instant, limits.execSlack());
    }

    /** What all its executors have done so far. */
    public SshCount count() {
        return count;
    }

    /** Ends all connections of its executors. */
    @Override
    public synchronized void close() {
        closed = true;
        client.ifPresent(SshClient::stop);
        client = Optional.empty();
    }

    private synchronized SshClient client() {
        if (closed) throw new IllegalStateException("the SSH connector is closed");
        SshClient running = client.orElseGet(this::started);
        client = Optional.of(running);
        return running;
    }

    private SshClient started() {
        SshClient fresh = ClientBuilder.builder().build();
        fresh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        fresh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        agentKey.ifPresent(fresh::setAgentFactory);
        fresh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        Contact.listenOn(fresh);
        // A probe is a handful of small packets; held back for each other they cost 40 ms apiece.
        CoreModuleProperties.TCP_NODELAY.set(fresh, true);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(fresh, limits.heartbeat());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(fresh, 3);
        CoreModuleProperties.IDLE_TIMEOUT.set(fresh, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(fresh, Duration.ZERO);
        fresh.start();
        return fresh;
    }
}
