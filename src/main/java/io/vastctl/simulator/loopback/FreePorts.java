package io.vastctl.simulator.loopback;

import io.vastctl.simulator.market.PortSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Real local ports that are free now. Their servers start only later, so they are taken from below the range
 * that systems hand out to clients: there nobody takes them meanwhile by chance.
 */
public final class FreePorts implements PortSource {

    private static final int LOWEST = 20_000;
    private static final int COUNT = 12_000;

    private final Set<Integer> given = ConcurrentHashMap.newKeySet();
    private final SecureRandom random = new SecureRandom();

    @Override
    public int next() {
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int port = LOWEST + random.nextInt(COUNT);
            if (free(port) && given.add(port)) return port;
        }
        throw new IllegalStateException("no free local port from " + LOWEST + " up");
    }

    private static boolean free(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
