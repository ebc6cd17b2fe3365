package io.vastctl.cli.doctor;

import io.vastctl.cli.market.MarketAccess;
import io.vastctl.outcome.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the API can be reached at all, told apart from what it answers, and without its long patience. */
public final class NetworkCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private NetworkCheck() {}

    public static Finding of(MarketAccess market) {
        if (market.backstage().map(behind -> !behind.goesOn()).orElse(false))
            return Finding.good("network", "the market is inside this process");
        URI address = market.address();
        return proxied(address) ? Finding.good("network", "by a proxy, not tried by itself") : of(address);
    }

    /** Opens one connection to one of its addresses and says nothing on it. */
    public static Finding of(URI address) {
        String host = address.getHost().replaceAll("[\\[\\]]", "");
        String why = "no address";
        try {
            for (InetAddress each : InetAddress.getAllByName(host)) {
                Optional<String> trouble = trouble(new InetSocketAddress(each, port(address)));
                if (trouble.isEmpty()) return Finding.good("network", address + " can be reached");
                why = trouble.get();
            }
            return bad(address, why);
        } catch (UnknownHostException e) {
            return bad(address, "the name " + host + " is not known");
        }
    }

    private static Optional<String> trouble(InetSocketAddress door) {
        try (Socket socket = new Socket()) {
            socket.connect(door, (int) PATIENCE.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        }
    }

    private static Finding bad(URI address, String why) {
        return Finding.bad(
                "network",
                address + " cannot be reached: " + why,
                "see the network, a firewall and --api-url",
                ExitCode.INTERNAL);
    }

    private static boolean proxied(URI address) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) return false;
        List<Proxy> ways = selector.select(address);
        return ways.stream().anyMatch(way -> way.type() != Proxy.Type.DIRECT);
    }

    private static int port(URI address) {
        if (address.getPort() > 0) return address.getPort();
        return "https".equals(address.getScheme()) ? HTTPS : HTTP;
    }
}
