package io.vastctl.cli;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/** Names nobody else has: run ids, and keys for rented endpoints. */
public final class RandomNames {
    private RandomNames() {}

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Sorts by time; unique although several runs may begin in one second. */
    public static String runId(Instant now) {
        return DAY_AND_TIME.format(now) + String.format(Locale.ROOT, "-%06x", RANDOM.nextInt(1 << 24));
    }

    /** 256 bits, safe in URLs, headers and shell words. */
    public static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return "vctl-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
