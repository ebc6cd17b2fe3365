package io.vastctl.ssh;

import io.vastctl.instance.SshEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/** A rented machine as far as SSH shows it: a real server on loopback that runs commands in a real shell. */
final class BoxServer implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();
    private volatile CountDownLatch running = new CountDownLatch(1);

    private BoxServer(int port, PublicKey allowed, KeyPair hostKey, UnaryOperator<String> commandEdit) {
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) -> {
            attempts.incrementAndGet();
            boolean known = user.equals("root") && KeyUtils.compareKeys(key, allowed);
            if (!known) strangers.incrementAndGet();
            return known;
        });
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.setCommandFactory((channel, command) -> {
            commands.incrementAndGet();
            running.countDown();
            return new ShellCommand(commandEdit.apply(command));
        });
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                if (event == Event.Authenticated) logins.incrementAndGet();
            }
        });
    }

    static BoxServer start(KeyPair allowed) {
        return start(allowed.getPublic());
    }

    static BoxServer start(PublicKey allowed) {
        return start(0, allowed, newKey(), UnaryOperator.identity());
    }

    static BoxServer start(int port, KeyPair allowed, KeyPair hostKey, UnaryOperator<String> commandEdit) {
        return start(port, allowed.getPublic(), hostKey, commandEdit);
    }

    private static BoxServer start(int port, PublicKey allowed, KeyPair hostKey, UnaryOperator<String> commandEdit) {
        BoxServer box = new BoxServer(port, allowed, hostKey, commandEdit);
        try {
            box.server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return box;
    }

    static KeyPair newKey() {
        return newKey(KeyPairProvider.SSH_ED25519, 256);
    }

    static KeyPair newKey(String type, int bits) {
        try {
            return KeyUtils.generateKeyPair(type, bits);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    BoxServer saying(String banner) {
        CoreModuleProperties.WELCOME_BANNER.set(server, banner);
        return this;
    }

    SshEndpoint endpoint() {
        return new SshEndpoint("127.0.0.1", server.getPort());
    }

    int logins() {
        return logins.get();
    }

    /** Public keys shown to us, the same one twice for one login included. */
    int keysShown() {
        return attempts.get();
    }

    /** How often a key was shown that is not the one we let in. */
    int strangers() {
        return strangers.get();
    }

    int commands() {
        return commands.get();
    }

    /** Waits for the next command to start. */
    void awaitCommand() throws InterruptedException {
        running.await();
    }

    /** Cuts every connection without a word. */
    void cutConnections() {
        for (AbstractSession session : server.getActiveSessions()) session.close(true);
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
