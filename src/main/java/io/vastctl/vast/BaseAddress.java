package io.vastctl.vast;

import java.net.URI;
import java.util.Locale;
import okhttp3.HttpUrl;

/** Checks the address of the API before the key is sent there. */
final class BaseAddress {

    private BaseAddress() {}

    /**
     * @throws IllegalArgumentException no https address, or plain http to another machine than this one:
     *     the key would travel in clear
     */
    static HttpUrl of(URI uri) {
        if (uri.getRawUserInfo() != null) throw refused("must not carry a user or a password");
        HttpUrl url = parsed(uri);
        if (url.query() != null || url.fragment() != null) throw refused("must not carry a query or a fragment");
        if (!url.isHttps() && !isLoopback(url.host())) {
            throw refused("must start with https:// (http:// is for this machine only): " + url);
        }
        return url;
    }

    private static HttpUrl parsed(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") || scheme.equals("http");
        if (!web || uri.getHost() == null) throw refused("must look like https://console.vast.ai: " + uri);
        HttpUrl url = HttpUrl.parse(uri.toString());
        if (url == null) throw refused("cannot be read: " + uri);
        return url;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("the API address " + why);
    }
}
