package io.vastctl.ssh;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.ProbeLook.Trouble;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.future.VerifiableFuture;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** One logged-in connection to a rented machine. Every wait is bounded and can be interrupted. */
final class BoxConnection implements BoxLine {

    private static final String USER = "root";
    private static final String LOOPBACK = "127.0.0.1";

    private final ClientSession session;
    private final Contact contact;
    private final SshCount count;
    private final Map<Integer, Integer> tunnels = new HashMap<>();

    private BoxConnection(ClientSession session, Contact contact, SshCount count) {
        this.session = session;
        this.count = count;
        this.contact = contact;
    }

    /**
     * Connects and logs in.
     *
     * @param key absent where the client asks an agent
     * @throws IOException whatever stands in the way; {@link TransportTrouble} sorts it
     */
    static BoxConnection open(
            SshClient client,
            Optional<KeyPair> key,
            SshEndpoint endpoint,
            Contact contact,
            Duration limit,
            SshCount count)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(limit);
        ClientSession session = connected(
                client.connect(USER, endpoint.host(), endpoint.port(), contact.asAttribute(), null), deadline);
        try {
            key.ifPresent(session::addPublicKeyIdentity);
            await(session.auth(), deadline);
            count.connected();
            return new BoxConnection(session, contact, count);
        } catch (IOException | RuntimeException e) {
            boolean silent = session.getServerVersion() == null;
            session.close(true);
            if (silent) throw new NoBannerException(e);
            throw e;
        } catch (InterruptedException e) {
            session.close(true);
            throw e;
        }
    }

    /** Whoever hangs up so quickly that we are not done connecting has not introduced itself either. */
    private static ClientSession connected(ConnectFuture connect, Deadline deadline)
            throws IOException, InterruptedException {
        try {
            return await(connect, deadline).getSession();
        } catch (IOException e) {
            if (TransportTrouble.of(e) == Trouble.CLOSED) throw new NoBannerException(e);
            throw e;
        }
    }

    @Override
    public boolean isOpen() {
        return session.isOpen() && session.isAuthenticated();
    }

    @Override
    public String said() {
        return contact.said();
    }

    /**
     * Runs one command to its end.
     *
     * @return its standard output
     * @throws ShellHangsException if it did not come to its end in time
     * @throws IOException if the connection broke or the output is absurdly long
     */
    @Override
    public byte[] exec(String command, Duration limit) throws IOException, InterruptedException {
        contact.forget();
        count.executed();
        Deadline deadline = Deadline.in(limit);
        CountDownLatch ended = new CountDownLatch(1);
        BoundedOutput out = new BoundedOutput(16 << 20);
        BoundedOutput err = new BoundedOutput(2048);
        ChannelExec channel = execChannel(command);
        try {
            channel.setOut(out);
            channel.setErr(err);
            // Not channel.waitFor: it swallows interrupts.
            channel.addCloseFutureListener(closed -> ended.countDown());
            await(channel.open(), deadline);
            if (!ended.await(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ShellHangsException(limit);
            }
            if (channel.getExitStatus() == null) throw new IOException("the connection broke while the probes ran");
            if (out.overflowed()) throw new IOException("more output than " + out.limit() + " bytes");
            return out.toByteArray();
        } finally {
            contact.hear(err.toString(StandardCharsets.UTF_8));
            channel.close(true);
        }
    }

    @Override
    public int tunnelTo(int remotePort) throws IOException {
        Integer open = tunnels.get(remotePort);
        if (open != null) return open;
        SshdSocketAddress bound = session.startLocalPortForwarding(
                new SshdSocketAddress(LOOPBACK, 0), new SshdSocketAddress(LOOPBACK, remotePort));
        tunnels.put(remotePort, bound.getPort());
        return bound.getPort();
    }

    @Override
    public int tunnel(int localPort, int remotePort) throws IOException {
        return session.startLocalPortForwarding(
                        new SshdSocketAddress(LOOPBACK, localPort), new SshdSocketAddress(LOOPBACK, remotePort))
                .getPort();
    }

    @Override
    public void close() {
        session.close(true);
    }

    private ChannelExec execChannel(String command) throws IOException {
        try {
            return session.createExecChannel(command);
        } catch (IllegalStateException e) {
            throw new IOException("the connection is closed", e);
        }
    }

    private static <T> T await(VerifiableFuture<T> future, Deadline deadline) throws IOException, InterruptedException {
        try {
            return future.verify(deadline.left(), CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT);
        } catch (InterruptedIOException e) {
            // The library puts the mark back; the exception is the mark from here on.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("interrupted while waiting for SSH").initCause(e);
        }
    }
}
