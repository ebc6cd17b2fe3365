package io.vastctl.simulator.box;

import io.vastctl.simulator.market.ServerKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a server other than vLLM writes and answers, from its resource file: sections that begin with {@code ##} and
 * a name. In them {@code {model}}, {@code {port}} and {@code {key}} stand for the order's.
 */
record ServerTexts(Map<String, List<String>> sections) {

    private static final Map<ServerKind, ServerTexts> READ = new ConcurrentHashMap<>();

    static ServerTexts of(ServerKind kind) {
        return READ.computeIfAbsent(kind, ServerTexts::read);
    }

    /** The lines of a section; none if the file has no such section. */
    List<String> lines(String section) {
        return sections.getOrDefault(section, List.of());
    }

    private static ServerTexts read(ServerKind kind) {
        String resource = "/io/vastctl/simulator/servers/" + kind.word() + ".txt";
        try (InputStream in = ServerTexts.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("missing resource " + resource);
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + resource, e);
        }
    }

    private static ServerTexts parse(String text) {
        Map<String, List<String>> sections = new HashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("## ")) {
                current = new ArrayList<>();
                sections.put(line.substring(3).strip(), current);
            } else if (!line.isBlank()) {
                current.add(line);
            }
        }
        return new ServerTexts(sections);
    }
}
