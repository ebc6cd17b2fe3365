package io.vastctl.cli.notice;

import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code --notify-cmd}: a program that is run without a shell, with the JSON on its stdin. It gets
 * the few variables that programs need to find their way, none that could hold a secret, and what it prints is nobody's.
 *
 * @param option the option, or the key of a plan, that names it
 * @param environment all that it gets besides the notice
 * @param longest of one try
 */
public record NotifyCommand(String option, List<String> words, Map<String, String> environment, Duration longest)
        implements Notifier.Channel {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Set<String> HANDED_ON =
            Set.of("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "USER", "LOGNAME", "SHELL", "TMPDIR");

    /**
     * A command in one line, as a shell would read its words.
     *
     * @throws UsageException if a quote is not closed, or there is no word
     */
    public static NotifyCommand of(String option, String line, Map<String, String> variables) {
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
        if (quote != 0) throw new UsageException(option + ": a quote " + quote + " is not closed: close it");
        if (words.isEmpty() || words.get(0).isEmpty())
            throw new UsageException(option + ": expected a program and its arguments, found none");
        Map<String, String> environment = new HashMap<>(variables);
        environment.keySet().removeIf(name -> !HANDED_ON.contains(name) && !name.startsWith("LC_"));
        return new NotifyCommand(option, List.copyOf(words), Map.copyOf(environment), LONGEST);
    }

    @Override
    public void deliver(Letter letter) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(letter.variables());
        Process process = builder.start();
        try {
            hand(process, Json.line(letter.json()) + "\n");
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS))
                throw new IOException("still at work after " + longest.toMillis() / 1000.0 + " s");
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
