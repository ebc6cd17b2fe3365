package io.vastctl.adapter.vllm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One saved log with what it must be taken for.
 *
 * @param signature id of the cause that must be named, {@code -} for none
 * @param process alive, exited, or none where the file is the text of another probe
 */
record SavedLog(
        String name, String expected, Set<String> alsoAcceptable, String signature, String process, String context) {

    static List<SavedLog> all() {
        List<SavedLog> logs = new ArrayList<>();
        for (String line : read("index.txt").lines().toList()) {
            if (line.startsWith("#")) continue;
            String[] cells = line.split(" \\| ", -1);
            logs.add(new SavedLog(cells[0], cells[1], Set.of(cells[2].split(",")), cells[3], cells[4], cells[5]));
        }
        return logs;
    }

    String text() {
        return read(name);
    }

    boolean accepts(String verdict) {
        return verdict.equals(expected) || alsoAcceptable.contains(verdict);
    }

    @Override
    public String toString() {
        return name;
    }

    static String read(String file) {
        try (InputStream in = SavedLog.class.getResourceAsStream("logs/" + file)) {
            if (in == null) throw new IllegalArgumentException("no such log: " + file);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
