package io.vastctl.simulator.box.shell;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The conditions of {@code [} and {@code test}, joined by {@code -a} and {@code -o}. */
final class Condition {

    private static final int BAD = 2;
    private static final Pattern NUMBER = Pattern.compile("\\s*-?\\d{1,18}\\s*");

    private Condition() {}

    static int of(Call call, List<String> words) {
        int or = words.indexOf("-o");
        if (or > 0) {
            int left = of(call, words.subList(0, or));
            return left == 0 ? 0 : of(call, words.subList(or + 1, words.size()));
        }
        int and = words.indexOf("-a");
        if (and > 0) {
            int left = of(call, words.subList(0, and));
            return left == 0 ? of(call, words.subList(and + 1, words.size())) : left;
        }
        if (!words.isEmpty() && words.get(0).equals("!")) {
            int inner = of(call, words.subList(1, words.size()));
            return inner == BAD ? BAD : 1 - inner;
        }
        return single(call, words);
    }

    private static int single(Call call, List<String> words) {
        return switch (words.size()) {
            case 0 -> 1;
            case 1 -> holds(!words.get(0).isEmpty());
            case 2 -> unary(call, words.get(0), words.get(1));
            case 3 -> binary(call, words.get(0), words.get(1), words.get(2));
            default -> call.fail(BAD, "too many arguments");
        };
    }

    private static int unary(Call call, String operator, String word) {
        Files files = call.shell().world().files();
        String path = call.path(word);
        Optional<String> text = operator.equals("-z") || operator.equals("-n") ? Optional.empty() : files.read(path);
        return switch (operator) {
            case "-z" -> holds(word.isEmpty());
            case "-n" -> holds(!word.isEmpty());
            case "-e" -> holds(files.exists(path));
            case "-f", "-r", "-w" -> holds(text.isPresent());
            case "-s" -> holds(text.filter(found -> !found.isEmpty()).isPresent());
            case "-d" -> holds(files.isDirectory(path));
            case "-x" -> holds(call.shell().program(word).isPresent() || files.isDirectory(path));
            case "-L", "-h", "-t", "-c", "-b", "-p", "-S" -> 1;
            default -> call.fail(BAD, operator + ": unary operator expected");
        };
    }

    private static int binary(Call call, String left, String operator, String right) {
        return switch (operator) {
            case "=", "==" -> holds(call.name().equals("[[") ? Glob.matches(right, left) : right.equals(left));
            case "!=" -> holds(!left.equals(right));
            case "=~" -> holds(Pattern.compile(right).matcher(left).find());
            case "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> numbers(call, left, operator, right);
            default -> call.fail(BAD, operator + ": binary operator expected");
        };
    }

    private static int numbers(Call call, String left, String operator, String right) {
        for (String text : List.of(left, right)) {
            if (!NUMBER.matcher(text).matches()) return call.fail(BAD, text + ": integer expression expected");
        }
        int order = Long.compare(Long.parseLong(left.strip()), Long.parseLong(right.strip()));
        return holds(
                switch (operator) {
                    case "-eq" -> order == 0;
                    case "-ne" -> order != 0;
                    case "-lt" -> order < 0;
                    case "-le" -> order <= 0;
                    case "-gt" -> order > 0;
                    default -> order >= 0;
                });
    }

    private static int holds(boolean condition) {
        return condition ? 0 : 1;
    }
}
