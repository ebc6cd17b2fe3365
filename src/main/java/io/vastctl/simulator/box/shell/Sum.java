package io.vastctl.simulator.box.shell;

import java.util.List;
import java.util.function.ToLongFunction;

/** The arithmetic of {@code $((...))}: whole numbers, variables, the usual operators. */
final class Sum {

    /** From the loosest to the tightest. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!="),
            List.of("<=", ">=", "<", ">"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private final Cursor at;
    private final ToLongFunction<String> variables;

    private Sum(String text, ToLongFunction<String> variables) {
        this.at = new Cursor(text);
        this.variables = variables;
    }

    /** @throws SyntaxError if it is no sum */
    static long of(String text, ToLongFunction<String> variables) {
        Sum sum = new Sum(text, variables);
        if (text.isBlank()) return 0;
        long value = sum.level(0);
        sum.skip();
        if (!sum.at.ended()) throw wrong(text);
        return value;
    }

    private static SyntaxError wrong(String text) {
        return new SyntaxError(text + ": syntax error in expression");
    }

    private long level(int level) {
        if (level == LEVELS.size()) return single();
        long left = level(level + 1);
        while (true) {
            String operator = operator(LEVELS.get(level));
            if (operator.isEmpty()) return left;
            left = apply(left, operator, level(level + 1));
        }
    }

    private String operator(List<String> candidates) {
        skip();
        for (String candidate : candidates) {
            if (at.takes(candidate)) return candidate;
        }
        return "";
    }

    private static long apply(long left, String operator, long right) {
        return switch (operator) {
            case "||" -> left != 0 || right != 0 ? 1 : 0;
            case "&&" -> left != 0 && right != 0 ? 1 : 0;
            case "==" -> left == right ? 1 : 0;
            case "!=" -> left != right ? 1 : 0;
            case "<=" -> left <= right ? 1 : 0;
            case ">=" -> left >= right ? 1 : 0;
            case "<" -> left < right ? 1 : 0;
            case ">" -> left > right ? 1 : 0;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            default -> {
                if (right == 0) throw new SyntaxError("division by 0");
                yield operator.equals("/") ? left / right : left % right;
            }
        };
    }

    private long single() {
        skip();
        if (at.takes("-")) return -single();
        if (at.takes("+")) return single();
        if (at.takes("!")) return single() == 0 ? 1 : 0;
        if (at.takes("(")) {
            long inner = level(0);
            skip();
            if (!at.takes(")")) throw wrong(")");
            return inner;
        }
        StringBuilder word = new StringBuilder();
        while (Character.isLetterOrDigit(at.peek()) || at.peek() == '_') word.append(at.next());
        if (word.isEmpty()) throw wrong(String.valueOf(at.peek()));
        return Character.isDigit(word.charAt(0)) ? number(word.toString()) : variables.applyAsLong(word.toString());
    }

    static long number(String text) {
        try {
            return text.isBlank() ? 0 : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private void skip() {
        while (at.peek() == ' ' || at.peek() == '\t' || at.peek() == '\n') at.next();
    }
}
