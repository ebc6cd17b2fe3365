package io.vastctl.lease;

import io.vastctl.lease.LeaseState.Loop;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A renewal: a command for the machine's shell, and what it answers. It goes along with the other looks
 * over SSH. It writes the file of the lease anew and starts nothing.
 */
public final class LeaseRenewal {

    /** The name of the probe that carries it. */
    public static final String PROBE = "lease";

    private static final Pattern ANSWER =
            Pattern.compile("(?m)^vastctl-lease (renewed|failed) (curl|python3|no-tool|no-key|none) (-?\\d{1,10})$");

    private LeaseRenewal() {}

    /**
     * One line of POSIX sh.
     *
     * @param length the lease from now on, {@link LeaseTerms#SHORTEST} to {@link LeaseTerms#LONGEST}
     */
    public static String command(Duration length) {
        return command(length, LeasePaths.ON_MACHINE);
    }

    static String command(Duration length, LeasePaths paths) {
        if (length.compareTo(LeaseTerms.SHORTEST) < 0 || length.compareTo(LeaseTerms.LONGEST) > 0) {
            throw new IllegalArgumentException("a lease lasts from 2 minutes to 90 days, not " + length);
        }
        return COMMAND.replace("@FILE@", paths.file()).replace("@LEASE@", String.valueOf(length.toSeconds()));
    }

    /** What the command printed; empty if it did not come to its end, of which nothing follows. */
    public static Optional<LeaseState> parse(String stdout) {
        return ANSWER.matcher(stdout).results().reduce((first, last) -> last).map(LeaseRenewal::state);
    }

    private static LeaseState state(MatchResult answer) {
        Loop loop = Arrays.stream(Loop.values())
                .filter(one -> one.word().equals(answer.group(2)))
                .findFirst()
                .orElseThrow();
        return new LeaseState(
                answer.group(1).equals("renewed"), loop, Duration.ofSeconds(Long.parseLong(answer.group(3))));
    }

    // Renamed, so that the loop never reads half a line. A pid counts only if it is the loop's: after a restart
    // of the container another process may have it.
    private static final String COMMAND = "f=@FILE@; r=failed; n=$(date +%s);"
            + " { echo \"$n @LEASE@\" >$f.$$ && mv $f.$$ $f && r=renewed; } 2>/dev/null || rm -f $f.$$;"
            + " m=none; { read -r p s <$f.pid; } 2>/dev/null;"
            + " case $(tr -d '\\0' 2>/dev/null </proc/$p/cmdline) in *vastctl-lease-loop*) m=$s;; esac;"
            + " { read -r e l <$f; } 2>/dev/null; echo \"vastctl-lease $r $m $((e+l-n))\"";
}
