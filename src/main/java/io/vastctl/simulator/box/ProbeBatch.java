package io.vastctl.simulator.box;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch of our own tool's probes. Its commands run in the shell; the script around them, which would run
 * them side by side, is read instead, and its answers framed as it would.
 */
final class ProbeBatch {

    private static final Pattern HEAD = Pattern.compile("(?m)^# vastctl-probes/1 (\\S+)");
    private static final Pattern PROBE =
            Pattern.compile("(?m)^vastctl_(probe|follow) ([A-Za-z0-9-]+) (\\d+(?:\\.\\d+)?) +(?=')");
    private static final Pattern OFFSET = Pattern.compile("\\G +(\\d+)");
    private static final int MOST_FOLLOWED = 262_144;
    private static final int TIMED_OUT = 124;

    private final String nonce;
    private final List<Probe> probes;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** @param text a command, or the path of a file to follow */
    private record Probe(String name, boolean follow, Duration limit, String text, long offset) {}

    private ProbeBatch(String nonce, List<Probe> probes) {
        this.nonce = nonce;
        this.probes = probes;
    }

    /** Empty if the script is no batch. */
    static Optional<ProbeBatch> of(String script) {
        if (!script.startsWith("# vastctl-probes/") && !script.contains("\n# vastctl-probes/")) return Optional.empty();
        Matcher head = HEAD.matcher(script);
        return head.find() ? Optional.of(new ProbeBatch(head.group(1), probes(script))) : Optional.empty();
    }

    private static List<Probe> probes(String script) {
        List<Probe> probes = new ArrayList<>();
        Matcher probe = PROBE.matcher(script);
        int from = 0;
        while (probe.find(lineOf(script, from))) {
            Quoted word = Quoted.at(script, probe.end());
            boolean follow = probe.group(1).equals("follow");
            Matcher offset = OFFSET.matcher(script);
            boolean hasOffset = follow && offset.find(word.end());
            Duration limit = Duration.ofMillis((long) (Double.parseDouble(probe.group(3)) * 1000));
            long start = hasOffset ? Long.parseLong(offset.group(1)) : 0;
            probes.add(new Probe(probe.group(2), follow, limit, word.text(), start));
            from = word.end();
        }
        return probes;
    }

    /** Where the next line that may be a probe begins: the functions in front of them are long. */
    private static int lineOf(String script, int from) {
        if (from == 0) return Math.max(0, earlier(script, 0));
        int before = earlier(script, from - 1);
        return before < 0 ? script.length() : before;
    }

    private static int earlier(String script, int from) {
        int run = script.indexOf("\nvastctl_probe ", from);
        int follow = script.indexOf("\nvastctl_follow ", from);
        return run < 0 || (follow >= 0 && follow < run) ? follow : run;
    }

    /** The whole standard output. They run side by side, so the batch takes as long as its slowest. */
    byte[] answer(BoxShell shell) {
        List<Duration> slow = new ArrayList<>();
        Duration longest = Duration.ZERO;
        for (Probe probe : probes) {
            Duration takes = shell.slowness();
            slow.add(takes);
            Duration seen = takes.compareTo(probe.limit()) < 0 ? takes : probe.limit();
            if (seen.compareTo(longest) > 0) longest = seen;
        }
        shell.pass(longest);
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            boolean late = slow.get(i).compareTo(probe.limit()) >= 0;
            if (late) frame(probe, TIMED_OUT, new byte[0], "");
            else if (probe.follow()) follow(probe, shell);
            else run(probe, shell);
        }
        out.writeBytes(BoxShell.utf8(nonce + " end\n"));
        return out.toByteArray();
    }

    private void follow(Probe probe, BoxShell shell) {
        Optional<byte[]> file = shell.file(probe.text());
        if (file.isEmpty()) {
            frame(probe, 1, new byte[0], "no such file: " + probe.text() + "\n");
            return;
        }
        byte[] bytes = file.get();
        int start = probe.offset() > bytes.length ? 0 : (int) probe.offset();
        int end = Math.min(bytes.length, start + MOST_FOLLOWED);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(BoxShell.utf8(bytes.length + " " + start + "\n"));
        text.writeBytes(Arrays.copyOfRange(bytes, start, end));
        frame(probe, 0, text.toByteArray(), "");
    }

    private void run(Probe probe, BoxShell shell) {
        BoxShell.Result result = shell.probe(probe.text(), probe.limit());
        frame(probe, result.exit(), BoxShell.utf8(result.stdout()), result.stderr());
    }

    private void frame(Probe probe, int exit, byte[] stdout, String stderr) {
        byte[] errors = BoxShell.utf8(stderr);
        String sizes = stdout.length + " " + errors.length;
        out.writeBytes(BoxShell.utf8(nonce + " " + probe.name() + " " + exit + " " + sizes + "\n"));
        out.writeBytes(stdout);
        out.writeBytes(errors);
    }

    /** A single-quoted shell word, in which a quote stands as {@code '\''}. */
    private record Quoted(String text, int end) {

        static Quoted at(String script, int start) {
            StringBuilder text = new StringBuilder();
            int at = start + 1;
            for (int end = script.indexOf('\'', at); end >= 0; end = script.indexOf('\'', at)) {
                text.append(script, at, end);
                if (!script.startsWith("'\\''", end)) return new Quoted(text.toString(), end + 1);
                text.append('\'');
                at = end + 4;
            }
            return new Quoted(text.append(script, at, script.length()).toString(), script.length());
        }
    }
}
