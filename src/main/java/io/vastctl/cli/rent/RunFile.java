package io.vastctl.cli.rent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.runs.RunDocument;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One {@code --report}: the run as a file of that kind. */
public record RunFile(Kind kind, ReportFile file) {

    enum Kind {
        junit,
        json
    }

    private static final String EXPECTED = "--report: expected junit=FILE or json=FILE, found \"";

    /** Reads {@code junit=FILE} and {@code junit FILE}, as picocli hands them over in a row. */
    public static List<RunFile> of(List<String> words) {
        List<RunFile> files = new ArrayList<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            int sign = word.indexOf('=');
            if (sign < 0 && !rest.hasNext()) throw new UsageException(EXPECTED + word + "\"");
            String name = sign < 0 ? rest.next() : word.substring(sign + 1);
            files.add(new RunFile(kind(sign < 0 ? word : word.substring(0, sign), word), file(name, word)));
        }
        return files;
    }

    private static Kind kind(String name, String word) {
        for (Kind kind : Kind.values()) if (kind.name().equals(name)) return kind;
        throw new UsageException(EXPECTED + word + "\"");
    }

    private static ReportFile file(String name, String word) {
        if (name.isBlank()) throw new UsageException(EXPECTED + word + "\"");
        ReportFile file = new ReportFile("--report", Path.of(name));
        file.check();
        return file;
    }

    /**
     * Writes it whole, or not at all.
     *
     * @throws UsageException if it cannot be written after all
     */
    public void write(String command, Ending ending, Instant now) {
        file.write(
                switch (kind) {
                    case junit -> JunitReport.of(command, ending, now);
                    case json -> Json.pretty(document(command, ending)) + "\n";
                });
    }

    /** Without the key of a kept endpoint: a report is handed on. */
    private static ObjectNode document(String command, Ending ending) {
        return ending.result()
                .map(result -> RunDocument.of(result, ending.code(), ending.earlier()))
                .orElseGet(() -> Json.document("no-run")
                        .put("command", command)
                        .put("exitCode", ending.code().code())
                        .put("message", ending.message()));
    }
}
