package io.vastctl.ssh;

import io.vastctl.readiness.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the probes of one tick as one POSIX shell script. They run side by side, each within its own
 * limit, and their results come back in order; {@link ProbeAnswer} reads them. The first line names
 * this format, the last lines are the calls:
 *
 * <pre>
 * # vastctl-probes/1 NONCE
 * …
 * vastctl_probe NAME SECONDS 'COMMAND'
 * vastctl_follow NAME SECONDS 'PATH' OFFSET INODE BACK
 * vastctl_done
 * </pre>
 */
final class ProbeScript {

    /** Bytes of a followed file that come back in one tick at most. */
    static final int FOLLOW_BYTES = 262_144;

    private static final String FUNCTIONS = withoutComments(resource("vastctl-probes.sh"));

    private ProbeScript() {}

    /** Where to go on reading, by name of the follow probe. */
    @FunctionalInterface
    interface Reading {

        /** In bytes. */
        long offset(String probe);

        /** The file's inode when it was last read; 0 if it is not known. */
        default long inode(String probe) {
            return 0;
        }

        /** How many bytes before the offset to bring along, to tell by them whether it is the same file. */
        default int back(String probe) {
            return 0;
        }
    }

    /**
     * @param nonce letters and digits nobody else can guess; marks the result lines
     * @throws IllegalArgumentException if two probes share a name or a command holds a NUL
     */
    static String render(String nonce, List<Probe> probes, Reading reading) {
        if (!nonce.matches("[A-Za-z0-9]+")) throw new IllegalArgumentException("nonce: " + nonce);
        Set<String> names = new HashSet<>();
        StringBuilder script = new StringBuilder("# vastctl-probes/1 " + nonce + "\n");
        script.append("vastctl_nonce=").append(nonce).append('\n').append(FUNCTIONS);
        for (Probe probe : probes) {
            if (!names.add(probe.name())) throw new IllegalArgumentException("two probes named " + probe.name());
            script.append(call(probe, reading)).append('\n');
        }
        return script.append("vastctl_done\n").toString();
    }

    /** The whole seconds a probe may take on the machine: at least one, since 0 means "no limit" there. */
    static long seconds(Duration limit) {
        return Math.max(1, limit.plusNanos(999_999_999).toSeconds());
    }

    /** The text as one word of a POSIX shell. */
    static String quoted(String text) {
        if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a shell command cannot hold a NUL");
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String call(Probe probe, Reading reading) {
        String rest = " " + probe.name() + " " + seconds(probe.limit()) + " " + quoted(probe.command());
        return switch (probe.kind()) {
            case RUN -> "vastctl_probe" + rest;
            case FOLLOW ->
                "vastctl_follow" + rest + " " + reading.offset(probe.name()) + " " + reading.inode(probe.name()) + " "
                        + reading.back(probe.name());
        };
    }

    private static String withoutComments(String script) {
        return script.lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String resource(String name) {
        try (InputStream in = ProbeScript.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("not in this build: " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
