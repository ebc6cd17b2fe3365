package io.vastctl.cli.watch;

import io.vastctl.cli.text.UsageException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of this computer that no other one can reach. Names are not looked up. */
final class LoopbackAddress {
    private LoopbackAddress() {}

    private static final Pattern WORDS = Pattern.compile("(?<host>\\[[0-9a-fA-F:.]+]|[^:]+):(?<port>\\d{1,5})");
    private static final Pattern IPV4 = Pattern.compile("127(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads {@code 127.0.0.1:9464}, {@code [::1]:9464} or {@code localhost:9464}; port 0 for any.
     *
     * @throws UsageException one line that begins with the option
     */
    static InetSocketAddress parse(String option, String text) {
        Matcher words = WORDS.matcher(text.strip());
        if (!words.matches())
            throw new UsageException(option + " " + text + ": expected an address of this computer and a port, such as"
                    + " 127.0.0.1:9464; port 0 for any free one");
        String host = words.group("host");
        int port = Integer.parseInt(words.group("port"));
        if (!isLoopback(host))
            throw new UsageException(option + " " + text + ": only this computer may ask, so the address must be"
                    + " 127.0.0.1, [::1] or localhost; from elsewhere go through ssh -L " + port + ":127.0.0.1:"
                    + port);
        if (port > HIGHEST_PORT)
            throw new UsageException(option + " " + text + ": expected a port from 0 to " + HIGHEST_PORT);
        return new InetSocketAddress(address(host), port);
    }

    /** Whether a host as URLs and {@code Host} headers name it, without a port, is this computer. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || IPV4.matcher(host).matches();
    }

    /**
     * Whether a {@code Host} header names this computer. A page of another site that has its name resolved to 127.0.0.1
     * sends its own name here.
     */
    static boolean isOurs(String header) {
        int colon = header.lastIndexOf(':');
        boolean port = colon > header.lastIndexOf(']')
                && PORT.matcher(header.substring(colon + 1)).matches();
        return isLoopback(port ? header.substring(0, colon) : header);
    }

    private static InetAddress address(String host) {
        try {
            // Literals only, so nobody is asked.
            return InetAddress.getByName(host.equalsIgnoreCase("localhost") ? "127.0.0.1" : host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(host + " is no address", e);
        }
    }
}
