package io.vastctl.simulator.box.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs that read text and write some of it. */
final class TextPrograms {

    private static final java.util.regex.Pattern LEADING_NUMBER =
            java.util.regex.Pattern.compile("^\\s*(-?\\d+(?:\\.\\d+)?)");

    private TextPrograms() {}

    static void addTo(Map<String, Program> all) {
        all.put("cat", TextPrograms::cat);
        all.put(
                "tac",
                call -> lines(call, "", "", (flags, lines) -> {
                    List<String> turned = new ArrayList<>(lines);
                    Collections.reverse(turned);
                    return turned;
                }));
        all.put("wc", TextPrograms::wc);
        all.put("sort", TextPrograms::sort);
        all.put("uniq", TextPrograms::uniq);
        all.put("cut", Cut::run);
        all.put("tr", Translation::tr);
        all.put("tee", TextPrograms::tee);
        all.put("xargs", Xargs::run);
        all.put("seq", TextPrograms::seq);
        all.put("column", call -> lines(call, "t", "sc", (flags, lines) -> lines));
        all.put("strings", call -> lines(call, "a", "n", (flags, lines) -> lines));
        all.put("base64", TextPrograms::base64);
        all.put("less", TextPrograms::cat);
        all.put("more", TextPrograms::cat);
        all.put("head", HeadAndTail::head);
        all.put("tail", HeadAndTail::tail);
        all.put("grep", Grep::run);
        all.put("egrep", Grep::run);
        all.put("fgrep", Grep::run);
        all.put("zgrep", Grep::run);
        all.put("awk", Awk::run);
        all.put("gawk", Awk::run);
        all.put("sed", Sed::run);
    }

    /** What a filter makes of the lines. */
    interface Filter {
        List<String> of(Flags flags, List<String> lines);
    }

    private static int lines(Call call, String letters, String valued, Filter filter) {
        Flags flags = Flags.of(call.arguments(), letters, valued);
        if (flags.problem().isPresent()) return bad(call, flags);
        Captured all = new Captured();
        int status = each(call, flags.operands(), (name, text) -> all.write(text));
        filter.of(flags, all.text().lines().toList()).forEach(line -> call.out(line + "\n"));
        return status;
    }

    static int bad(Call call, Flags flags) {
        call.io().err().line(call.name() + ": " + flags.problem().orElse(""));
        call.io().err().line("Try '" + call.name() + " --help' for more information.");
        return 1;
    }

    /** What is done with one text. */
    interface Reader {
        void take(String name, String text);
    }

    /** Each named file, or the standard input; one that is missing is complained about and gives status 1. */
    static int each(Call call, List<String> names, Reader reader) {
        int status = 0;
        for (String name : names.isEmpty() ? List.of("-") : names) {
            Optional<String> text = call.read(name);
            if (text.isPresent()) reader.take(name, text.get());
            else status = call.fail(1, name + ": " + call.whyUnreadable(name));
        }
        return status;
    }

    private static int cat(Call call) {
        Flags flags = Flags.of(call.arguments(), "nAevtsFNRSX", "");
        if (flags.problem().isPresent()) return bad(call, flags);
        int[] number = {0};
        return each(call, flags.operands(), (name, text) -> {
            if (!flags.has("n")) call.out(text);
            else text.lines().forEach(line -> call.out(String.format("%6d\t%s%n", ++number[0], line)));
        });
    }

    private static int wc(Call call) {
        Flags flags = Flags.of(call.arguments(), "lwcm lines words bytes chars", "");
        if (flags.problem().isPresent()) return bad(call, flags);
        List<long[]> rows = new ArrayList<>();
        int status = each(call, flags.operands(), (name, text) -> {
            long[] row = counts(text);
            rows.add(row);
            call.out(row(flags, row) + (name.equals("-") ? "" : " " + name) + "\n");
        });
        if (rows.size() > 1) {
            long[] sum = new long[3];
            for (long[] row : rows) for (int i = 0; i < sum.length; i++) sum[i] += row[i];
            call.out(row(flags, sum) + " total\n");
        }
        return status;
    }

    private static long[] counts(String text) {
        long words = text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
        return new long[] {
            text.chars().filter(letter -> letter == '\n').count(), words, text.getBytes(StandardCharsets.UTF_8).length
        };
    }

    private static String row(Flags flags, long[] counts) {
        List<String> shown = new ArrayList<>();
        boolean all = !flags.has("l", "lines", "w", "words", "c", "m", "bytes", "chars");
        if (all || flags.has("l", "lines")) shown.add(String.valueOf(counts[0]));
        if (all || flags.has("w", "words")) shown.add(String.valueOf(counts[1]));
        if (all || flags.has("c", "m", "bytes", "chars")) shown.add(String.valueOf(counts[2]));
        return shown.size() == 1 ? shown.get(0) : "  " + String.join("  ", shown);
    }

    private static int sort(Call call) {
        return lines(call, "nruhfV numeric-sort reverse unique", "kt", (flags, lines) -> {
            int key = flags.value("k")
                    .map(text -> text.replaceAll("\\D.*", ""))
                    .filter(text -> !text.isEmpty())
                    .map(Integer::parseInt)
                    .orElse(0);
            boolean byNumber = flags.has("n", "h", "numeric-sort")
                    || flags.value("k").orElse("").contains("n");
            Comparator<String> order = byNumber
                    ? Comparator.comparingDouble(line -> leadingNumber(field(line, key, flags)))
                    : Comparator.comparing(line -> field(line, key, flags));
            boolean turned =
                    flags.has("r", "reverse") || flags.value("k").orElse("").contains("r");
            List<String> sorted = new ArrayList<>(lines);
            sorted.sort(turned ? order.reversed() : order);
            return flags.has("u", "unique") ? sorted.stream().distinct().toList() : sorted;
        });
    }

    private static String field(String line, int key, Flags flags) {
        if (key == 0) return line;
        String[] fields = flags.has("t")
                ? line.split(java.util.regex.Pattern.quote(flags.value("t").orElse("")), -1)
                : line.strip().split("\\s+", -1);
        return key <= fields.length ? fields[key - 1] : "";
    }

    static double leadingNumber(String text) {
        java.util.regex.Matcher number = LEADING_NUMBER.matcher(text);
        return number.find() ? Double.parseDouble(number.group(1)) : 0;
    }

    private static int uniq(Call call) {
        return lines(call, "cd", "", (flags, lines) -> {
            List<String> kept = new ArrayList<>();
            for (int at = 0; at < lines.size(); ) {
                int end = at;
                while (end < lines.size() && lines.get(end).equals(lines.get(at))) end++;
                if (!flags.has("d") || end - at > 1) {
                    kept.add(flags.has("c") ? String.format("%7d %s", end - at, lines.get(at)) : lines.get(at));
                }
                at = end;
            }
            return kept;
        });
    }

    private static int tee(Call call) {
        Flags flags = Flags.of(call.arguments(), "a", "");
        String text = call.io().in().all();
        Files files = call.shell().world().files();
        int status = 0;
        for (String name : flags.operands()) {
            String path = call.path(name);
            String before = flags.has("a") ? files.read(path).orElse("") : "";
            if (!files.write(path, before + text)) status = call.fail(1, name + ": No such file or directory");
        }
        call.out(text);
        return status;
    }

    private static int seq(Call call) {
        List<Integer> numbers =
                call.arguments().stream().map(text -> (int) leadingNumber(text)).toList();
        if (numbers.isEmpty()) return call.fail(1, "missing operand");
        int from = numbers.size() > 1 ? numbers.get(0) : 1;
        int step = numbers.size() > 2 ? Math.max(1, numbers.get(1)) : 1;
        int last = Math.min(numbers.get(numbers.size() - 1), from + 10_000 * step);
        for (int number = from; number <= last; number += step) call.out(number + "\n");
        return 0;
    }

    private static int base64(Call call) {
        Flags flags = Flags.of(call.arguments(), "d decode", "w");
        return each(call, flags.operands(), (name, text) -> {
            if (flags.has("d", "decode")) {
                byte[] bytes = java.util.Base64.getMimeDecoder().decode(text.strip());
                call.out(new String(bytes, StandardCharsets.UTF_8));
            } else {
                call.out(java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\n");
            }
        });
    }
}
