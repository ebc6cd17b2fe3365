package io.vastctl.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * Talks to the operator's SSH agent over its Unix socket (draft-miller-ssh-agent: each message is a length of four
 * bytes and so many bytes). Shows one key of it and no other. Every answer has a time limit, since an agent may ask
 * its owner first.
 */
final class SshAgentClient extends AbstractAgentProxy {

    /** OpenSSH's own limit for a message of the agent. */
    private static final int LONGEST = 256 * 1024;

    private final PublicKey only;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration limit;

    private SshAgentClient(PublicKey only, SocketChannel channel, Selector selector, SelectionKey key, Duration limit) {
        super(null);
        this.only = only;
        this.channel = channel;
        this.selector = selector;
        this.key = key;
        this.limit = limit;
    }

    /**
     * Connects to the agent.
     *
     * @param only the key to show, if the agent has it
     * @param limit real time for each answer
     */
    static SshAgentClient open(Path socket, PublicKey only, Duration limit) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        try {
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            return new SshAgentClient(only, channel, selector, key, limit);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Our key, or nothing: an agent full of keys must not use up the server's patience. */
    @Override
    public Iterable<? extends Map.Entry<PublicKey, String>> getIdentities() throws IOException {
        List<Map.Entry<PublicKey, String>> ours = new ArrayList<>();
        for (Map.Entry<PublicKey, String> held : super.getIdentities()) {
            if (KeyUtils.compareKeys(held.getKey(), only)) ours.add(held);
        }
        return ours;
    }

    @Override
    protected synchronized Buffer request(Buffer message) throws IOException {
        Deadline deadline = Deadline.in(limit);
        ByteBuffer out = ByteBuffer.wrap(message.array(), message.rpos(), message.available());
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) await(SelectionKey.OP_WRITE, deadline);
        }
        int length = read(4, deadline).getInt();
        if (length <= 0 || length > LONGEST) throw new IOException("the SSH agent answers " + length + " bytes");
        return new ByteArrayBuffer(read(length, deadline).array());
    }

    private ByteBuffer read(int length, Deadline deadline) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            int got = channel.read(in);
            if (got < 0) throw new EOFException("the SSH agent hung up");
            if (got == 0) await(SelectionKey.OP_READ, deadline);
        }
        return in.flip();
    }

    private void await(int operation, Deadline deadline) throws IOException {
        if (deadline.isOver()) throw new SocketTimeoutException("the SSH agent did not answer");
        key.interestOps(operation);
        selector.select(deadline.left().toMillis());
        selector.selectedKeys().clear();
        // An interrupted thread gets no rest in select, and would spin until the deadline.
        if (Thread.currentThread().isInterrupted()) throw new IOException("interrupted while asking the SSH agent");
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
        super.close();
    }
}
