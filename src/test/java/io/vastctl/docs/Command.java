package io.vastctl.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of a block.
 *
 * @param line where it begins on the page, counted from 1
 * @param shown what the page says that it prints; empty where the page does not say
 */
record Command(int line, String text, Optional<List<String>> shown) {

    private static final Pattern EXIT = Pattern.compile("#.*\\bexit code (\\d+)");
    private static final String INTERRUPT = "^C";

    static List<Command> of(Fence fence, Syntax syntax) {
        return fence.kind().equals("console") ? typed(fence) : listed(fence, syntax);
    }

    /** What it must end with. */
    int exitCode() {
        Matcher exit = EXIT.matcher(text);
        return exit.find() ? Integer.parseInt(exit.group(1)) : 0;
    }

    boolean interrupted() {
        return shown.orElse(List.of()).contains(INTERRUPT);
    }

    /** What it prints before it is interrupted, or all. */
    List<String> shownFirst() {
        List<String> all = shown.orElse(List.of());
        return interrupted() ? all.subList(0, all.indexOf(INTERRUPT)) : all;
    }

    List<String> shownInAll() {
        return shown.orElse(List.of()).stream()
                .filter(each -> !each.equals(INTERRUPT))
                .toList();
    }

    private static List<Command> typed(Fence fence) {
        List<Command> commands = new ArrayList<>();
        int at = 0;
        while (at < fence.lines().size()) {
            int begin = at;
            if (!fence.lines().get(at).startsWith("$ "))
                throw new AssertionError("line " + (fence.line() + at) + ": a console block begins with \"$ \"");
            StringBuilder text = new StringBuilder(fence.lines().get(at++).substring(2));
            while (at < fence.lines().size() && fence.lines().get(at).startsWith("> "))
                text.append('\n').append(fence.lines().get(at++).substring(2));
            List<String> shown = new ArrayList<>();
            while (at < fence.lines().size() && !fence.lines().get(at).startsWith("$ "))
                shown.add(fence.lines().get(at++));
            commands.add(new Command(fence.line() + begin, text.toString(), Optional.of(List.copyOf(shown))));
        }
        return List.copyOf(commands);
    }

    private static List<Command> listed(Fence fence, Syntax syntax) {
        List<Command> commands = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int begin = 0;
        for (int at = 0; at < fence.lines().size(); at++) {
            String line = fence.lines().get(at);
            if (text.length() == 0) {
                if (line.isBlank() || line.strip().startsWith("#")) continue;
                begin = at;
            }
            text.append(line).append('\n');
            if (at + 1 < fence.lines().size() && !syntax.complete(text.toString())) continue;
            commands.add(new Command(fence.line() + begin, text.toString().stripTrailing(), Optional.empty()));
            text.setLength(0);
        }
        return List.copyOf(commands);
    }
}
