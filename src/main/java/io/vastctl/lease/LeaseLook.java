package io.vastctl.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A look at the machine's lease that changes nothing, so that a renewal need not shorten it. */
public final class LeaseLook {

    /** The name of the probe that carries it. */
    public static final String PROBE = "lease-left";

    private static final Pattern ANSWER = Pattern.compile("\\s*(\\d{1,12})\\s+(\\d{1,12}) (\\d{1,12})\\s*");

    private LeaseLook() {}

    /** One line of POSIX sh. */
    public static String command() {
        return "date +%s; cat " + LeasePaths.ON_MACHINE.file();
    }

    /** What is left by the machine's clock, negative once it is over; empty if the machine has no lease. */
    public static Optional<Duration> left(String stdout) {
        Matcher answer = ANSWER.matcher(stdout);
        if (!answer.matches()) return Optional.empty();
        long now = Long.parseLong(answer.group(1));
        return Optional.of(Duration.ofSeconds(Long.parseLong(answer.group(2)) + Long.parseLong(answer.group(3)) - now));
    }
}
