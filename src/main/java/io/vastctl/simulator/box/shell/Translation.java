package io.vastctl.simulator.box.shell;

import java.util.List;

/** {@code tr}: characters into others, or away. */
final class Translation {

    private Translation() {}

    static int tr(Call call) {
        List<String> words = call.arguments();
        boolean options = !words.isEmpty() && words.get(0).matches("-[cds]+");
        String option = options ? words.get(0) : "";
        List<String> sets = words.subList(options ? 1 : 0, words.size());
        if (sets.isEmpty()) return call.fail(1, "missing operand");
        String from = set(sets.get(0));
        String to = sets.size() > 1 ? set(sets.get(1)) : "";
        StringBuilder out = new StringBuilder();
        char last = '\uffff';
        for (char letter : call.io().in().all().toCharArray()) {
            boolean in = (from.indexOf(letter) >= 0) != option.contains("c");
            if (in && option.contains("d")) continue;
            char now = in && !to.isEmpty() ? replaced(letter, from, to, option) : letter;
            boolean squeezed = in && option.contains("s") && now == last;
            if (!squeezed) out.append(now);
            last = in ? now : '\uffff';
        }
        call.out(out.toString());
        return 0;
    }

    private static char replaced(char letter, String from, String to, String option) {
        int index = option.contains("c") ? to.length() : from.indexOf(letter);
        return to.charAt(Math.min(index, to.length() - 1));
    }

    private static String set(String written) {
        String text = written.replace("[:space:]", " \\t\\n\\r")
                .replace("[:digit:]", "0-9")
                .replace("[:lower:]", "a-z")
                .replace("[:upper:]", "A-Z")
                .replace("[:alpha:]", "a-zA-Z")
                .replace("\\000", "\0")
                .replace("\\0", "\0")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\\\", "\\");
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean range = i + 2 < text.length() && text.charAt(i + 1) == '-';
            char end = range ? text.charAt(i + 2) : text.charAt(i);
            for (char letter = text.charAt(i); letter <= end; letter++) all.append(letter);
            if (range) i += 2;
        }
        return all.toString();
    }
}
