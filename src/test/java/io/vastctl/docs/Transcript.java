package io.vastctl.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares what a page shows with what was printed; what differs each time is compared by its shape. */
final class Transcript {
    private Transcript() {}

    private static final Pattern RUN_ID = Pattern.compile("\\b\\d{8}-\\d{6}-[0-9a-f]{6}\\b");
    private static final Pattern TIME =
            Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z?)?");
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final Pattern KEY = Pattern.compile("\\bvctl-[\\w-]{20,}");
    private static final Pattern BLANKS = Pattern.compile("(?<=\\S)\\s+");
    private static final Pattern PROGRESS = Pattern.compile(" *\\d+:\\d\\d  .*|vastctl: \\d+ of \\d+ runs, .*");
    private static final String ANYTHING = "…";

    /** Empty if it was printed as shown, else the first line of the page that nothing fits. */
    static List<String> missing(List<String> shown, List<String> printed) {
        boolean progressToo = shown.stream().anyMatch(Transcript::isProgress);
        List<String> actual = printed.stream()
                .filter(line -> progressToo || !isProgress(line))
                .map(Transcript::shape)
                .toList();
        // fits[i]: how the first i lines may end in what was printed, by the number of lines used.
        boolean[] fits = new boolean[actual.size() + 1];
        fits[0] = true;
        for (String line : shown) {
            boolean[] next = new boolean[actual.size() + 1];
            boolean anyLines = line.strip().equals(ANYTHING);
            Pattern pattern = pattern(line);
            boolean possible = false;
            for (int used = 0; used <= actual.size(); used++) {
                if (anyLines) next[used] = fits[used] || (used > 0 && next[used - 1]);
                else next[used] = used > 0 && fits[used - 1] && matches(pattern, actual.get(used - 1));
                possible |= next[used];
            }
            if (!possible) return List.of("not printed (in this place): " + line);
            fits = next;
        }
        return fits[actual.size()] ? List.of() : List.of("more was printed than is shown");
    }

    /** Whether all that is shown has been printed by a command that goes on. */
    static boolean begun(List<String> shown, List<String> printed) {
        return missing(Stream.concat(shown.stream(), Stream.of(ANYTHING)).toList(), printed)
                .isEmpty();
    }

    private static boolean isProgress(String line) {
        return PROGRESS.matcher(line).matches();
    }

    static List<String> runIds(List<String> lines) {
        List<String> ids = new ArrayList<>();
        for (String line : lines) {
            Matcher id = RUN_ID.matcher(line);
            while (id.find()) if (!ids.contains(id.group())) ids.add(id.group());
        }
        return List.copyOf(ids);
    }

    private static boolean matches(Pattern pattern, String line) {
        return pattern.matcher(line).matches();
    }

    private static Pattern pattern(String shown) {
        StringBuilder pattern = new StringBuilder();
        for (String part : shape(shown).split(ANYTHING, -1)) {
            if (pattern.length() > 0) pattern.append(".*");
            pattern.append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }

    private static String shape(String line) {
        String shape = RUN_ID.matcher(line.stripTrailing()).replaceAll("RUN");
        shape = TIME.matcher(shape).replaceAll("TIME");
        shape = ADDRESS.matcher(shape).replaceAll("ADDRESS");
        shape = KEY.matcher(shape).replaceAll("KEY");
        return BLANKS.matcher(shape).replaceAll(" ");
    }
}
