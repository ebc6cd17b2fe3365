package io.vastctl.provision;

import java.net.URI;
import java.util.Locale;

/** How the journal names the market that a rental is on: what one market shows is no evidence for another. */
public final class MarketName {

    /** Vast.ai itself, under whichever of its addresses. */
    public static final String REAL = "real";

    private static final String IN_PROCESS = "simulated";

    private MarketName() {}

    /** Of a market that answers at this address. */
    public static String at(URI api) {
        String host = String.valueOf(api.getHost()).toLowerCase(Locale.ROOT);
        if (host.equals("vast.ai") || host.endsWith(".vast.ai")) return REAL;
        int port = api.getPort();
        return (api.getScheme() + "://" + host + (port < 0 ? "" : ":" + port)).toLowerCase(Locale.ROOT);
    }

    /**
     * Of a market inside this process, which ends with it.
     *
     * @param unique no other process's
     */
    public static String inProcess(String unique) {
        return IN_PROCESS + ":" + unique;
    }

    /** Whether the market ended together with the process that opened it. */
    public static boolean endedWithItsProcess(String market) {
        return market.equals(IN_PROCESS) || market.startsWith(IN_PROCESS + ":");
    }
}
