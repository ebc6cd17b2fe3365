package io.vastctl.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key that only the operator's SSH agent can use. The agent is asked at each login and forwarded to nobody.
 *
 * @param socket what {@code SSH_AUTH_SOCK} names
 */
record AgentKey(PublicKey key, Path socket) implements SshAgentFactory {

    private static final Logger LOG = LoggerFactory.getLogger(AgentKey.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Whether the agent is there and has the key; an agent in trouble has none. */
    boolean isHeld() {
        try (SshAgent agent = SshAgentClient.open(socket, key, LIMIT)) {
            return agent.getIdentities().iterator().hasNext();
        } catch (IOException | RuntimeException e) {
            LOG.info("the SSH agent at {} cannot be asked: {}", socket, e.toString());
            return false;
        }
    }

    @Override
    public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
        return SshAgentClient.open(socket, key, LIMIT);
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
        return List.of();
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) {
        throw new UnsupportedOperationException("the agent is forwarded to nobody");
    }
}
