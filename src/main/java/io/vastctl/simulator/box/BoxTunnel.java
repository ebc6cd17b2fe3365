package io.vastctl.simulator.box;

import java.util.function.IntUnaryOperator;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.TcpipServerChannel;

/** A tunnel into a box: "port 8000 of the box" becomes the real local port behind it, and nothing else does. */
final class BoxTunnel extends TcpipServerChannel {

    private static final String DIRECT = "direct-tcpip";
    /** Nothing listens there. */
    private static final int REFUSING_PORT = 1;

    private final IntUnaryOperator realPort;

    private BoxTunnel(IntUnaryOperator realPort) {
        super(TcpForwardingFilter.Type.Direct, null);
        this.realPort = realPort;
    }

    static ChannelFactory factory(BoxSsh.Box box) {
        return new ChannelFactory() {
            @Override
            public String getName() {
                return DIRECT;
            }

            @Override
            public Channel createChannel(Session session) {
                return new BoxTunnel(port -> port == box.serverPort() ? box.realServerPort() : REFUSING_PORT);
            }
        };
    }

    @Override
    protected OpenFuture doInit(Buffer request) {
        request.getString();
        int asked = request.getInt();
        String originator = request.getString();
        int originatorPort = request.getInt();
        Buffer real = new ByteArrayBuffer();
        real.putString("127.0.0.1");
        real.putInt(realPort.applyAsInt(asked));
        real.putString(originator);
        real.putInt(originatorPort);
        return super.doInit(real);
    }
}
