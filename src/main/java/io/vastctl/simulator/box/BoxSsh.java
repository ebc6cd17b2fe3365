package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.LoopbackHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/** The SSH server of one box: the attached keys only, commands, a prompt, and a tunnel to its own server. */
final class BoxSsh implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final DoorServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(LoopbackHttp.daemons("simulator-ssh"));

    private static final String BANNER =
            "Welcome to vast.ai. If authentication fails, try again after a few seconds, and double check your ssh"
                    + " key.\nHave fun!\n";

    /** What a box's SSH server asks of its box. */
    interface Box {
        /** Keys that open it now, in OpenSSH form. */
        Set<String> keys();

        /** Who it is to its visitors, the same for its whole life. */
        List<KeyPair> hostKeys();

        /** Runs a command. */
        BoxCommand.Work command(String command);

        /** Talks with a visitor who gave none. */
        BoxCommand.Work prompt(ExecutorService threads);

        /** The port inside the box that may be tunnelled to. */
        int serverPort();

        /** The real local port behind it; one that refuses while nothing listens. */
        int realServerPort();
    }

    /** @param doors local ports, the mapped port 22 and the proxy's */
    BoxSsh(List<Integer> doors, Box box) {
        this.server = (DoorServer)
                ServerBuilder.builder().factory(() -> new DoorServer(doors)).build(true);
        server.setHost(LOOPBACK);
        server.setPort(doors.get(0));
        server.setKeyPairProvider(KeyPairProvider.wrap(box.hostKeys()));
        server.setUserAuthFactories(List.<UserAuthFactory>of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) -> admits(box.keys(), key));
        server.setCommandFactory((channel, command) -> new BoxCommand(box.command(command), threads));
        server.setShellFactory(channel -> new BoxCommand(box.prompt(threads), threads));
        server.setSubsystemFactories(List.of(new NoFileTransfer()));
        server.setForwardingFilter(ForwardingFilter.asForwardingFilter(null, null, new TunnelsOnly()));
        server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE, BoxTunnel.factory(box)));
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.WELCOME_BANNER.set(server, BANNER);
        start();
    }

    private void start() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve SSH on loopback", e);
        }
    }

    /** The ports refuse at once; what is still connected is cut off. */
    @Override
    public void close() {
        server.shutDoors();
        server.getActiveSessions().forEach(session -> session.close(true));
        // Ending the server's own threads takes a while, and may be asked for by one of them.
        LoopbackHttp.daemons("simulator-ssh-end")
                .newThread(() -> server.close(true))
                .start();
        threads.shutdownNow();
    }

    private static boolean admits(Set<String> keys, PublicKey offered) {
        return keys.stream().anyMatch(key -> matches(key, offered));
    }

    private static boolean matches(String openSshKey, PublicKey offered) {
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(openSshKey);
            return KeyUtils.compareKeys(entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING), offered);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // The server stores whatever was sent, a file name too; it opens nothing.
            return false;
        }
    }

    /** Says why in a sentence instead of hanging: the visitor's sftp or scp shows it. */
    private final class NoFileTransfer implements SubsystemFactory {
        @Override
        public String getName() {
            return "sftp";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new BoxCommand(
                    (in, out, err, terminal) -> {
                        ChannelStreams.output(err)
                                .line("this simulated machine transfers no files; try: ssh ... 'cat > FILE' < FILE");
                        return 1;
                    },
                    threads);
        }
    }

    /** One server that listens on all the ports that lead to the box. */
    private static final class DoorServer extends SshServer {
        private final List<Integer> doors;

        DoorServer(List<Integer> doors) {
            this.doors = doors;
        }

        @Override
        public void start() throws IOException {
            super.start();
            for (int door : doors.subList(1, doors.size()))
                acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), door));
        }

        void shutDoors() {
            if (acceptor != null) acceptor.unbind();
        }
    }

    /** Lets tunnels through; where they lead is up to {@link BoxTunnel}. */
    private static final class TunnelsOnly implements TcpForwardingFilter {
        @Override
        public boolean canListen(SshdSocketAddress address, Session session) {
            return false;
        }

        @Override
        public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
            return type == Type.Direct;
        }
    }
}
