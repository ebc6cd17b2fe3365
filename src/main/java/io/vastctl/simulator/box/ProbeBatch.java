package io.vastctl.simulator.box;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a batch of probes instead of running it, and frames the answers as its script would. */
final class ProbeBatch {

    private static final Pattern HEAD = Pattern.compile("(?m)^# vastctl-probes/1 (\\S+)");
    private static final Pattern PROBE =
            Pattern.compile("(?m)^vastctl_(probe|follow) ([A-Za-z0-9-]+) (\\d+(?:\\.\\d+)?) +(?=')");
    private static final Pattern OFFSET = Pattern.compile("\\G +(\\d+)");

    private final BoxShell shell;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ProbeBatch(BoxShell shell) {
        this.shell = shell;
    }

    /** The whole standard output; empty if the script is no batch. */
    static Optional<byte[]> answer(String script, BoxShell shell) {
        Matcher head = HEAD.matcher(script);
        return head.find() ? Optional.of(new ProbeBatch(shell).answers(script, head.group(1))) : Optional.empty();
    }

    private byte[] answers(String script, String nonce) {
        Matcher probe = PROBE.matcher(script);
        int from = 0;
        while (probe.find(from)) {
            Quoted word = Quoted.at(script, probe.end());
            boolean follow = probe.group(1).equals("follow");
            Matcher offset = OFFSET.matcher(script);
            boolean hasOffset = follow && offset.find(word.end());
            String label = nonce + " " + probe.group(2);
            if (follow) follow(label, word.text(), hasOffset ? Long.parseLong(offset.group(1)) : 0);
            else run(label, word.text());
            from = word.end();
        }
        write((nonce + " end\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private void run(String label, String command) {
        ShellAnswer answer = shell.run(command);
        frame(label, answer.exit(), utf8(answer.stdout()), utf8(answer.stderr()));
    }

    private void follow(String label, String path, long offset) {
        Optional<byte[]> file = shell.fileBytes(path);
        if (file.isEmpty()) {
            frame(label, 1, new byte[0], new byte[0]);
            return;
        }
        byte[] bytes = file.get();
        int start = offset > bytes.length ? 0 : (int) offset;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(utf8(bytes.length + " " + start + "\n"));
        text.writeBytes(Arrays.copyOfRange(bytes, start, bytes.length));
        frame(label, 0, text.toByteArray(), new byte[0]);
    }

    private void frame(String label, int exit, byte[] stdout, byte[] stderr) {
        write(utf8(label + " " + exit + " " + stdout.length + " " + stderr.length + "\n"));
        write(stdout);
        write(stderr);
    }

    private void write(byte[] bytes) {
        out.writeBytes(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A single-quoted shell word, in which a quote stands as {@code '\''}. */
    private record Quoted(String text, int end) {

        static Quoted at(String script, int start) {
            StringBuilder text = new StringBuilder();
            int at = start + 1;
            while (at < script.length()) {
                if (script.charAt(at) != '\'') {
                    text.append(script.charAt(at++));
                } else if (script.startsWith("'\\''", at)) {
                    text.append('\'');
                    at += 4;
                } else {
                    return new Quoted(text.toString(), at + 1);
                }
            }
            return new Quoted(text.toString(), at);
        }
    }
}
