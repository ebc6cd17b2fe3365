package io.vastctl.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code --notify-cmd}: a program that is run without a shell, with the JSON on its stdin. Variables whose names say
 * that they are secret are not handed on to it, and what it prints is nobody's.
 */
record NotifyCommand(List<String> words) implements Notifier.Channel {

    private static final long LONGEST_SECONDS = 10;

    /** @throws UsageException if a quote is not closed, or there is no word */
    static NotifyCommand of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int index = 0; index < line.length(); index++) {
            char c = line.charAt(index);
            if (quote != 0) {
                if (c == quote) quote = 0;
                else word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (Character.isWhitespace(c)) {
                if (begun) words.add(word.toString());
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) words.add(word.toString());
        if (quote != 0) throw new UsageException("--notify-cmd: a quote " + quote + " is not closed: close it");
        if (words.isEmpty() || words.get(0).isEmpty())
            throw new UsageException("--notify-cmd: expected a program and its arguments, found none");
        return new NotifyCommand(List.copyOf(words));
    }

    @Override
    public String option() {
        return "--notify-cmd";
    }

    @Override
    public void deliver(Notice notice) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(Workbench::isSecret);
        environment.putAll(notice.variables());
        Process process = builder.start();
        try {
            hand(process, Json.line(notice.json()) + "\n");
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                throw new IOException("still at work after " + LONGEST_SECONDS + " s");
            if (process.exitValue() != 0) throw new IOException("it ended with " + process.exitValue());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void hand(Process process, String json) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It does not read its stdin, which is its own business.
            return;
        }
    }
}
