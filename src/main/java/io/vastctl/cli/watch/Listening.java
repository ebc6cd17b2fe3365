package io.vastctl.cli.watch;

import io.vastctl.cli.text.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where figures are served, and to whom.
 *
 * @param option by which the operator asked for it
 * @param open whether other machines may ask
 */
public record Listening(String option, InetSocketAddress address, boolean open) {

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]");
    private static final Pattern WORDS = Pattern.compile("(?<host>" + IPV4 + "|" + IPV6 + "):(?<port>\\d{1,5})");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final int HIGHEST_PORT = 65_535;

    public Listening {
        if (!open && !address.getAddress().isLoopbackAddress())
            throw new IllegalArgumentException(address + " is open to others");
    }

    /**
     * Reads {@code 127.0.0.1:9464}, or any address in numbers if it may be open; port 0 for any.
     *
     * @throws UsageException one line that begins with the option
     */
    public static Listening at(String option, String text, boolean open) {
        if (!open) return new Listening(option, LoopbackAddress.parse(option, text), false);
        Matcher words = WORDS.matcher(text.strip());
        if (!words.matches() || Integer.parseInt(words.group("port")) > HIGHEST_PORT)
            throw new UsageException(option + " " + text + ": expected an address in numbers and a port, such as"
                    + " 0.0.0.0:9464 or [::]:9464");
        try {
            // Literals only, so nobody is asked.
            InetAddress address = InetAddress.getByName(words.group("host"));
            return new Listening(
                    option, new InetSocketAddress(address, Integer.parseInt(words.group("port"))), true);
        } catch (UnknownHostException e) {
            throw new UsageException(option + " " + text + ": this is no address", e);
        }
    }

    /**
     * Whether a {@code Host} header is one that we are asked by. A browser that was lured here sends the name of the page
     * that did it; whoever asks by numbers was not.
     */
    boolean answersTo(String header) {
        if (LoopbackAddress.isOurs(header)) return true;
        String host = PORT.matcher(header).replaceFirst("");
        return open && (IPV4.matcher(host).matches() || IPV6.matcher(header).matches() || IPV6.matcher(host).matches());
    }

    /** @param port that was got */
    String url(int port) {
        String literal = address.getAddress().getHostAddress();
        String host = address.getAddress().isLoopbackAddress() && literal.contains(":") ? "::1" : literal;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
    }

    UsageException taken(IOException why) {
        return new UsageException(
                option + " " + address.getAddress().getHostAddress() + ":" + address.getPort()
                        + ": the port cannot be had (" + why.getMessage() + "); choose another, or 0 for any free one",
                why);
    }
}
