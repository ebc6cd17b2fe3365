package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sed} with {@code s}, {@code p}, {@code d} and {@code q}, by line numbers or a pattern. */
final class Sed {

    private static final Pattern COMMAND =
            Pattern.compile("\\s*(?:(\\d+|\\$)(?:,(\\d+|\\$))?|/((?:[^/\\\\]|\\\\.)*)/)?\\s*([pdq]|s(.)(.*))\\s*");

    private final Call call;
    private final boolean quiet;
    private final boolean extended;
    private final List<Matcher> commands = new ArrayList<>();
    private boolean printed;
    private boolean over;

    private Sed(Call call, boolean quiet, boolean extended) {
        this.call = call;
        this.quiet = quiet;
        this.extended = extended;
    }

    static int run(Call call) {
        Flags flags = Flags.of(call.arguments(), "nErsu quiet", "ei");
        List<String> names = new ArrayList<>(flags.operands());
        if (flags.has("i")) return call.fail(1, "this simulated machine edits no files in place");
        String script = flags.value("e").orElseGet(() -> names.isEmpty() ? "" : names.remove(0));
        Sed sed = new Sed(call, flags.has("n", "quiet"), flags.has("E", "r"));
        for (String command : script.split("\n|;(?=\\s*(?:\\d|\\$|s|/|p|d|q))", -1)) {
            Matcher read = COMMAND.matcher(command);
            if (!read.matches()) return call.fail(1, "-e expression #1: unknown command: `" + command + "'");
            sed.commands.add(read);
        }
        return TextPrograms.each(
                call, names, (name, text) -> sed.lines(text.lines().toList()));
    }

    private void lines(List<String> lines) {
        for (int i = 0; i < lines.size() && !over; i++) line(lines.get(i), i + 1, lines.size());
    }

    private void line(String line, int number, int last) {
        String now = line;
        for (Matcher command : commands) {
            if (!chosen(command, now, number, last)) continue;
            switch (command.group(4).charAt(0)) {
                case 'd' -> {
                    return;
                }
                case 'p' -> call.out(now + "\n");
                case 'q' -> over = true;
                default -> {
                    now = substituted(command, now);
                    if (printed) call.out(now + "\n");
                }
            }
        }
        if (!quiet) call.out(now + "\n");
    }

    private boolean chosen(Matcher command, String line, int number, int last) {
        if (command.group(3) != null)
            return pattern(command.group(3)).matcher(line).find();
        if (command.group(1) == null) return true;
        int from = address(command.group(1), last);
        int to = command.group(2) == null ? from : address(command.group(2), last);
        return number >= from && number <= to;
    }

    private static int address(String text, int last) {
        return text.equals("$") ? last : Integer.parseInt(text);
    }

    private String substituted(Matcher command, String line) {
        String[] pieces = command.group(6).split("(?<!\\\\)" + Pattern.quote(command.group(5)), -1);
        String options = pieces.length > 2 ? pieces[2] : "";
        String with = (pieces.length > 1 ? pieces[1] : "")
                .replace("$", "\\$")
                .replaceAll("\\\\(\\d)", "\\$$1")
                .replaceAll("(?<!\\\\)&", "\\$0")
                .replace("\\" + command.group(5), command.group(5));
        Matcher found = pattern(pieces[0]).matcher(line);
        printed = options.contains("p") && found.find();
        found.reset();
        return options.contains("g") ? found.replaceAll(with) : found.replaceFirst(with);
    }

    private Pattern pattern(String posix) {
        return Pattern.compile(extended ? Regex.extended(posix) : Regex.basic(posix));
    }
}
