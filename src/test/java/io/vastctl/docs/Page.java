package io.vastctl.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation with its blocks in order.
 *
 * @param market the scenario of the served market that its commands meet
 */
record Page(Path file, Optional<String> market, List<Fence> fences) {

    private static final Pattern OPENS = Pattern.compile(" {0,3}```+([\\w-]*) *([^`]*)");
    private static final Pattern CLOSES = Pattern.compile(" {0,3}```+ *");
    private static final Pattern MARKET = Pattern.compile("<!-- market: ([\\w-]+) -->");
    private static final Pattern GIVEN_OPENS = Pattern.compile("<!-- given *(.*)");

    /** All pages that are executed, by path. */
    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    static Page read(Path file) throws IOException {
        return parse(file, Files.readAllLines(file));
    }

    static Page parse(Path file, List<String> lines) {
        Optional<String> market = Optional.empty();
        List<Fence> fences = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Matcher opens = OPENS.matcher(lines.get(at));
            Matcher given = GIVEN_OPENS.matcher(lines.get(at));
            Matcher served = MARKET.matcher(lines.get(at));
            if (served.matches()) market = Optional.of(served.group(1));
            if (!opens.matches() && !given.matches()) continue;
            boolean shown = opens.matches();
            int end = at + 1;
            while (end < lines.size() && !ends(lines.get(end), shown)) end++;
            fences.add(new Fence(
                    at + 2,
                    shown ? opens.group(1) : Fence.GIVEN,
                    (shown ? opens.group(2) : given.group(1)).strip(),
                    List.copyOf(lines.subList(at + 1, end))));
            at = end;
        }
        return new Page(file, market, List.copyOf(fences));
    }

    private static boolean ends(String line, boolean shown) {
        return shown ? CLOSES.matcher(line).matches() : line.equals("-->");
    }

    /** Pages about the checkout itself are read, and run, in its root. */
    boolean inTheRoot() {
        return file.getNameCount() == 1;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
