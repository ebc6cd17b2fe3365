package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code cut}: some fields or letters of each line. */
final class Cut {
    private Cut() {}

    static int run(Call call) {
        Flags flags = Flags.of(call.arguments(), "s", "dfcb delimiter fields");
        if (flags.problem().isPresent()) return TextPrograms.bad(call, flags);
        Optional<String> fields = flags.value("f", "fields");
        Optional<String> letters = flags.value("c", "b");
        if (fields.isEmpty() && letters.isEmpty()) {
            return call.fail(1, "you must specify a list of bytes, characters, or fields");
        }
        String delimiter = flags.value("d", "delimiter").orElse("\t");
        return TextPrograms.each(
                call,
                flags.operands(),
                (name, text) -> text.lines().forEach(line -> {
                    String split = fields.isPresent() ? delimiter : "";
                    if (fields.isPresent() && !line.contains(delimiter)) {
                        if (!flags.has("s")) call.out(line + "\n");
                        return;
                    }
                    String[] pieces = line.split(split.isEmpty() ? "" : Pattern.quote(split), -1);
                    int count = split.isEmpty() ? line.length() : pieces.length;
                    List<String> kept = new ArrayList<>();
                    for (int index : chosen(fields.orElseGet(letters::get), count)) kept.add(pieces[index - 1]);
                    call.out(String.join(split, kept) + "\n");
                }));
    }

    private static Set<Integer> chosen(String list, int count) {
        Set<Integer> all = new TreeSet<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int from = ends[0].isEmpty() ? 1 : (int) TextPrograms.leadingNumber(ends[0]);
            int to = ends.length == 1 ? from : ends[1].isEmpty() ? count : (int) TextPrograms.leadingNumber(ends[1]);
            for (int index = Math.max(1, from); index <= Math.min(to, count); index++) all.add(index);
        }
        return all;
    }
}
