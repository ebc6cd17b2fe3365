package io.vastctl.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The numbered scripts that build the tables; a script that has been released never changes. */
final class Schema {

    /** In order: the first brings version 0 to version 1. */
    private static final List<String> SCRIPTS = List.of(
            "001-memory.sql",
            "002-owners.sql",
            "003-papers.sql",
            "004-blame.sql",
            "005-guard.sql",
            "006-spools.sql",
            "007-sharing.sql",
            "008-survey.sql",
            "009-scale.sql",
            "010-sums.sql",
            "011-survey-leases.sql");

    private Schema() {}

    static int latestVersion() {
        return SCRIPTS.size();
    }

    /** The single statements that lead from the version before to this one. */
    static List<String> statementsTo(int version) {
        String script = read("schema/" + SCRIPTS.get(version - 1));
        return Arrays.stream(script.split(";\\s*(\\R|$)"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private static String read(String resource) {
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("missing resource " + resource);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + resource, e);
        }
    }
}
