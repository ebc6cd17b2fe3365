package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code sed} with {@code s}, {@code p}, {@code d} and {@code q}, by line numbers or a pattern. */
final class Sed {

    private static final Pattern COMMAND =
            Pattern.compile("\\s*(?:(\\d+|\\$)(?:,(\\d+|\\$))?|/((?:[^/\\\\]|\\\\.)*)/)?\\s*([pdq]|s(.)(.*))\\s*");
    private static final Pattern NEXT = Pattern.compile("\n|;(?=\\s*(?:\\d|\\$|s|/|p|d|q))");
    private static final Pattern GROUP = Pattern.compile("\\\\(\\d)");
    private static final Pattern WHOLE = Pattern.compile("(?<!\\\\)&");
    private static final Known<List<Command>> BASIC = new Known<>(script -> commands(script, false));
    private static final Known<List<Command>> EXTENDED = new Known<>(script -> commands(script, true));

    private final Call call;
    private final boolean quiet;
    private final List<Command> commands;
    private boolean over;

    /**
     * One command as it was read.
     *
     * @param from line number or {@code $}; empty where a pattern chooses, or everything is meant
     * @param to the same; empty for one line
     */
    private record Command(
            Optional<String> from,
            Optional<String> to,
            Optional<Pattern> lines,
            char what,
            Optional<Substitution> substitution) {

        boolean chooses(String line, int number, int last) {
            if (lines.isPresent()) return lines.get().matcher(line).find();
            if (from.isEmpty()) return true;
            int first = address(from.get(), last);
            return number >= first
                    && number <= to.map(end -> address(end, last)).orElse(first);
        }

        private static int address(String text, int last) {
            return text.equals("$") ? last : Integer.parseInt(text);
        }
    }

    private record Substitution(Pattern pattern, String with, boolean all, boolean prints) {}

    /** A script that is not understood; the message is the command. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown(String command) {
            super(command);
        }
    }

    private Sed(Call call, boolean quiet, List<Command> commands) {
        this.call = call;
        this.quiet = quiet;
        this.commands = commands;
    }

    static int run(Call call) {
        Flags flags = Flags.of(call.arguments(), "nErsu quiet", "ei");
        List<String> names = new ArrayList<>(flags.operands());
        if (flags.has("i")) return call.fail(1, "this simulated machine edits no files in place");
        String script = flags.value("e").orElseGet(() -> names.isEmpty() ? "" : names.remove(0));
        List<Command> commands;
        try {
            commands = (flags.has("E", "r") ? EXTENDED : BASIC).of(script);
        } catch (Unknown e) {
            return call.fail(1, "-e expression #1: unknown command: `" + e.getMessage() + "'");
        }
        Sed sed = new Sed(call, flags.has("n", "quiet"), commands);
        return TextPrograms.each(
                call, names, (name, text) -> sed.lines(text.lines().toList()));
    }

    private static List<Command> commands(String script, boolean extended) {
        List<Command> commands = new ArrayList<>();
        for (String written : NEXT.split(script, -1)) {
            try {
                commands.add(command(written, extended));
            } catch (PatternSyntaxException e) {
                throw new Unknown(written);
            }
        }
        return List.copyOf(commands);
    }

    private static Command command(String written, boolean extended) {
        Matcher read = COMMAND.matcher(written);
        if (!read.matches()) throw new Unknown(written);
        char what = read.group(4).charAt(0);
        return new Command(
                Optional.ofNullable(read.group(1)),
                Optional.ofNullable(read.group(2)),
                Optional.ofNullable(read.group(3)).map(posix -> pattern(posix, extended)),
                what,
                what == 's' ? Optional.of(substitution(read, extended)) : Optional.empty());
    }

    private static Substitution substitution(Matcher read, boolean extended) {
        String mark = read.group(5);
        String[] pieces = read.group(6).split("(?<!\\\\)" + Pattern.quote(mark), -1);
        String options = pieces.length > 2 ? pieces[2] : "";
        String with = (pieces.length > 1 ? pieces[1] : "").replace("$", "\\$");
        with = GROUP.matcher(with).replaceAll("\\$$1");
        with = WHOLE.matcher(with).replaceAll("\\$0").replace("\\" + mark, mark);
        return new Substitution(pattern(pieces[0], extended), with, options.contains("g"), options.contains("p"));
    }

    private static Pattern pattern(String posix, boolean extended) {
        return Pattern.compile(extended ? Regex.extended(posix) : Regex.basic(posix));
    }

    private void lines(List<String> lines) {
        for (int i = 0; i < lines.size() && !over; i++) line(lines.get(i), i + 1, lines.size());
    }

    private void line(String line, int number, int last) {
        String now = line;
        for (Command command : commands) {
            if (!command.chooses(now, number, last)) continue;
            if (command.what() == 'd') return;
            if (command.what() == 'p') call.out(now + "\n");
            else if (command.what() == 'q') over = true;
            else now = substituted(command.substitution().orElseThrow(), now);
        }
        if (!quiet) call.out(now + "\n");
    }

    private String substituted(Substitution wanted, String line) {
        Matcher found = wanted.pattern().matcher(line);
        if (!found.find()) return line;
        String now = wanted.all() ? found.replaceAll(wanted.with()) : found.replaceFirst(wanted.with());
        if (wanted.prints()) call.out(now + "\n");
        return now;
    }
}
