package io.vastctl.lease;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What the machine is told about its lease when it is rented.
 *
 * @param length without a renewal for that long the machine destroys its instance; whole seconds count
 * @param since the first heartbeat: when the machine was rented, by the operator's clock
 * @param api where the machine sends the destroy, {@code https://console.vast.ai}; no slash at the end
 */
public record LeaseTerms(Duration length, Instant since, String api) {

    /** Shorter ones end before anybody has logged in. */
    public static final Duration SHORTEST = Duration.ofMinutes(2);

    public static final Duration LONGEST = Duration.ofDays(90);

    // Plain words for any shell, and the same rule as for the operator's own key: no clear text over a network.
    private static final Pattern ADDRESS = Pattern.compile(
            "(https://[A-Za-z0-9.-]+|http://(localhost|127(\\.\\d{1,3}){3}|\\[::1]))(:\\d{1,5})?(/[A-Za-z0-9._~/-]*)?");

    /** @throws IllegalArgumentException if the lease is too short or too long, or the address is none for a script */
    public LeaseTerms {
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a lease lasts from 2 minutes to 90 days, not " + length);
        }
        if (!ADDRESS.matcher(api).matches()) {
            throw new IllegalArgumentException(
                    "the lease cannot carry this API address: it takes https:// (http:// for"
                            + " this machine only) with letters, digits and . _ ~ - in host and path, and neither user nor query");
        }
        api = api.replaceAll("/+$", "");
    }

    public LeaseTerms(Duration length, Instant since, URI api) {
        this(length, since, api.toString());
    }
}
