package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code grep}: finds lines. Status 0 found, 1 nothing found, 2 trouble. */
final class Grep {

    private static final int TROUBLE = 2;

    private final Call call;
    private final Flags flags;
    private final Pattern pattern;
    private final boolean named;
    private boolean found;
    private boolean trouble;

    private Grep(Call call, Flags flags, Pattern pattern, int files) {
        this.call = call;
        this.flags = flags;
        this.pattern = pattern;
        this.named = !flags.has("h") && (flags.has("H", "r", "R") || files > 1);
    }

    static int run(Call call) {
        Flags flags = Flags.of(
                call.arguments(),
                "ivcqnoEFPwxlLsHhraRz color ignore-case invert-match count quiet line-buffered",
                "eABCm max-count regexp after-context before-context");
        if (flags.problem().isPresent()) return trouble(call, flags.problem().get());
        List<String> names = new ArrayList<>(flags.operands());
        Optional<String> written = flags.value("e", "regexp");
        if (written.isEmpty()) {
            if (names.isEmpty()) return trouble(call, "no pattern given");
            written = Optional.of(names.remove(0));
        }
        try {
            Pattern pattern = pattern(written.get(), flags, call.name());
            return new Grep(call, flags, pattern, names.size()).over(names);
        } catch (PatternSyntaxException e) {
            return trouble(call, "Invalid regular expression");
        }
    }

    private static int trouble(Call call, String text) {
        call.fail(TROUBLE, text);
        return TROUBLE;
    }

    private static Pattern pattern(String written, Flags flags, String name) {
        boolean fixed = flags.has("F") || name.equals("fgrep");
        boolean extended = flags.has("E", "P") || name.equals("egrep");
        List<String> each = new ArrayList<>();
        for (String one : written.split("\n", -1)) {
            String regex = fixed ? Pattern.quote(one) : extended ? Regex.extended(one) : Regex.basic(one);
            if (flags.has("w")) regex = "\\b(?:" + regex + ")\\b";
            each.add(flags.has("x") ? "^(?:" + regex + ")$" : regex);
        }
        return Regex.compiled((flags.has("i", "ignore-case") ? "(?i)" : "") + String.join("|", each));
    }

    private int over(List<String> names) {
        boolean deep = flags.has("r", "R");
        for (String name : names.isEmpty() ? List.of(deep ? "." : "-") : names) {
            if (deep && call.shell().world().files().isDirectory(call.path(name))) folder(name);
            else file(name);
        }
        if (found && flags.has("q")) return 0;
        return trouble ? TROUBLE : found ? 0 : 1;
    }

    private void folder(String name) {
        for (String child : call.shell().world().files().children(call.path(name))) {
            String path = name.endsWith("/") ? name + child : name + "/" + child;
            if (call.shell().world().files().isDirectory(call.path(path))) folder(path);
            else file(path);
        }
    }

    private void file(String name) {
        Optional<String> text = call.read(name);
        if (text.isEmpty()) {
            trouble = true;
            if (!flags.has("s")) call.fail(TROUBLE, name + ": " + call.whyUnreadable(name));
            return;
        }
        List<String> lines = flags.has("z")
                ? List.of(text.get().split("\0", -1))
                : text.get().lines().toList();
        List<Integer> hits = hits(lines);
        found |= !hits.isEmpty();
        String title = named ? name + ":" : "";
        if (flags.has("q")) return;
        if (flags.has("l", "L")) {
            if (hits.isEmpty() == flags.has("L")) call.out(name + "\n");
        } else if (flags.has("c", "count")) call.out(title + hits.size() + "\n");
        else print(lines, hits, title);
    }

    private List<Integer> hits(List<String> lines) {
        int most = flags.value("m", "max-count")
                .map(text -> (int) TextPrograms.leadingNumber(text))
                .orElse(Integer.MAX_VALUE);
        List<Integer> hits = new ArrayList<>();
        for (int i = 0; i < lines.size() && hits.size() < most; i++) {
            if (pattern.matcher(lines.get(i)).find() != flags.has("v", "invert-match")) hits.add(i);
        }
        return hits;
    }

    private void print(List<String> lines, List<Integer> hits, String title) {
        int before = around("B", "before-context");
        int after = around("A", "after-context");
        int printed = -1;
        for (int hit : hits) {
            int from = Math.max(printed + 1, hit - before);
            if (printed >= 0 && from > printed + 1 && before + after > 0) call.out("--\n");
            for (int i = from; i <= Math.min(lines.size() - 1, hit + after); i++) {
                if (flags.has("o")) pieces(lines.get(i), title);
                else
                    call.out(title
                            + (flags.has("n") ? (i + 1) + ":" : "")
                            + lines.get(i)
                            + (flags.has("z") ? "\0" : "\n"));
                printed = i;
            }
        }
    }

    private int around(String letter, String name) {
        return flags.value(letter, name, "C")
                .map(text -> (int) TextPrograms.leadingNumber(text))
                .orElse(0);
    }

    private void pieces(String line, String title) {
        Matcher match = pattern.matcher(line);
        while (match.find()) if (!match.group().isEmpty()) call.out(title + match.group() + "\n");
    }
}
