package io.vastctl.lease;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of the start script that starts the loop of the lease. POSIX sh; with curl or python3 it can
 * destroy. It holds no secret: the machine has a key of its own, good for this instance alone.
 */
public final class LeaseScript {

    /** How often the loop looks. */
    static final Duration TICK = Duration.ofSeconds(15);

    /** After a start, and after a jump of the clock, the loop does not destroy before this has passed. */
    static final Duration GRACE = Duration.ofSeconds(90);

    /** The most that a machine gets whose file is missing and whose first lease is over before it starts. */
    static final Duration SHORT = Duration.ofMinutes(10);

    /** Vast.ai takes 4048 or 4096 for sure; its pages differ. */
    private static final int MOST_CHARACTERS = 4000;

    private static final String LOOP = bare(resource("vastctl-lease.sh"));
    private static final Pattern SHELL_LINE = Pattern.compile("#!.*\\b(?:ba|da|a|k|z)?sh\\b.*");
    private static final Pattern GIVEN = Pattern.compile("(?m)^a=(\\d{1,10}) b=(\\d{1,7})$");
    private static final Pattern ADDRESS = Pattern.compile("(?m)^u=(\\S+)/api/v0/instances/");

    private LeaseScript() {}

    /**
     * The start script with the lease in front of it, so that a start script that fails is covered too.
     *
     * @param startScript for sh or bash; may be empty
     * @param workload named if it does not fit
     * @throws IllegalArgumentException if both together are too long, or the start script is for no shell
     */
    public static String before(String startScript, LeaseTerms terms, String workload) {
        boolean named = startScript.startsWith("#!");
        int end = named ? startScript.indexOf('\n') + 1 : 0;
        String head = named && end > 0 ? startScript.substring(0, end) : "";
        if (named && !SHELL_LINE.matcher(head.strip()).matches()) {
            throw new IllegalArgumentException("the start script of workload " + workload
                    + " is not for a shell, so it cannot carry the lease: start it from one, or use --no-lease");
        }
        String lease = of(terms);
        String whole = head + lease + startScript.substring(head.length());
        if (whole.length() >= MOST_CHARACTERS) {
            throw new IllegalArgumentException("the start script of workload " + workload + " has "
                    + startScript.length() + " characters, with the lease " + whole.length() + "; " + MOST_CHARACTERS
                    + " is too many: shorten its arguments, or use --no-lease");
        }
        return whole;
    }

    /** The lease alone. It leaves the shell that runs it as it was. */
    public static String of(LeaseTerms terms) {
        return of(terms, LeasePaths.ON_MACHINE);
    }

    static String of(LeaseTerms terms, LeasePaths paths) {
        String loop = LOOP.replace("@PATH@", paths.search())
                .replace("@LOG@", paths.log())
                .replace("@FILE@", paths.file())
                .replace("@ENVIRON@", paths.environ())
                .replace("@EPOCH@", String.valueOf(terms.since().getEpochSecond()))
                .replace("@LEASE@", String.valueOf(terms.length().toSeconds()))
                .replace("@SHORT@", String.valueOf(SHORT.toSeconds()))
                .replace("@TICK@", String.valueOf(TICK.toSeconds()))
                .replace("@GRACE@", String.valueOf(GRACE.dividedBy(TICK) - 1))
                .replace("@BASE@", terms.api());
        // Its own session, where setsid is there, and nobody's child: it outlives the start script.
        return "($(command -v setsid) sh -c '" + loop + "' vastctl-lease-loop </dev/null >/dev/null 2>&1 &)\n";
    }

    /** The terms that a start script carries, for whoever plays the machine; empty if it has no lease. */
    public static Optional<LeaseTerms> termsIn(String startScript) {
        Matcher given = GIVEN.matcher(startScript);
        Matcher address = ADDRESS.matcher(startScript);
        if (!startScript.contains(" vastctl-lease-loop ") || !given.find() || !address.find()) return Optional.empty();
        return Optional.of(new LeaseTerms(
                Duration.ofSeconds(Long.parseLong(given.group(2))),
                Instant.ofEpochSecond(Long.parseLong(given.group(1))),
                address.group(1)));
    }

    private static String bare(String script) {
        String bare = script.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
        if (bare.contains("'")) throw new IllegalStateException("a single quote in the loop of the lease");
        return bare;
    }

    private static String resource(String name) {
        try (InputStream in = LeaseScript.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("not in this build: " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
