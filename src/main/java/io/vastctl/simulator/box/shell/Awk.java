package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one-liners that people type: rules of a condition and {@code print} or {@code printf}, such as
 * {@code '{print $2}'}, {@code '$4=="0A"'}, {@code 'NR==2 {print $5, $NF}'}, {@code '/x/'}. Anything else is
 * refused with a sentence that says so.
 */
final class Awk {

    private static final int REFUSED = 2;
    private static final Pattern RULE = Pattern.compile("\\s*([^{}]*?)\\s*(?:\\{\\s*([^}]*?)\\s*;?\\s*\\}|$|;)");
    private static final Pattern COMPARISON = Pattern.compile("(.+?)\\s*(==|!=|<=|>=|!~|~|<|>)\\s*(.+)");
    private static final Pattern TERM = Pattern.compile(
            "\\s*(?:\\$(\\d+|NF|\\(NF-(\\d+)\\))|(NR|NF)|\"((?:[^\"\\\\]|\\\\.)*)\"|(-?\\d+(?:\\.\\d+)?))");

    private final Call call;
    private final String separator;
    private String line = "";
    private String[] fields = {};
    private int number;

    private Awk(Call call, String separator) {
        this.call = call;
        this.separator = separator;
    }

    /** A program that is not understood. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Rule(String condition, String action) {}

    static int run(Call call) {
        Flags flags = Flags.of(call.arguments(), "", "Fv");
        if (flags.operands().isEmpty()) return call.fail(REFUSED, "usage: awk [-F fs] 'prog' [file ...]");
        Awk awk = new Awk(call, flags.value("F").map(Echo::unescaped).orElse(" "));
        try {
            return awk.over(
                    rules(flags.operands().get(0)),
                    flags.operands().subList(1, flags.operands().size()));
        } catch (Unknown e) {
            return call.fail(
                    REFUSED,
                    "this simulated machine knows only conditions and print: "
                            + flags.operands().get(0));
        }
    }

    private static List<Rule> rules(String program) {
        List<Rule> rules = new ArrayList<>();
        Matcher rule = RULE.matcher(program.strip());
        int at = 0;
        while (at < program.strip().length()) {
            if (!rule.find(at) || rule.start() != at || rule.end() == at) throw new Unknown();
            rules.add(new Rule(rule.group(1), Optional.ofNullable(rule.group(2)).orElse("print")));
            at = rule.end();
        }
        return rules;
    }

    private int over(List<Rule> rules, List<String> names) {
        apply(rules, "BEGIN");
        int status = TextPrograms.each(
                call,
                names,
                (name, text) -> text.lines().forEach(next -> {
                    take(next);
                    for (Rule rule : rules) {
                        boolean once = rule.condition().matches("BEGIN|END");
                        if (!once && holds(rule.condition())) act(rule.action());
                    }
                }));
        apply(rules, "END");
        return status == 0 ? 0 : REFUSED;
    }

    private void apply(List<Rule> rules, String when) {
        rules.stream().filter(rule -> rule.condition().equals(when)).forEach(rule -> act(rule.action()));
    }

    private void take(String next) {
        line = next;
        number++;
        String split = separator.equals(" ") ? "\\s+" : separator.length() == 1 ? Pattern.quote(separator) : separator;
        String text = separator.equals(" ") ? next.strip() : next;
        fields = text.isEmpty() ? new String[0] : text.split(split, -1);
    }

    private boolean holds(String condition) {
        if (condition.isEmpty()) return true;
        for (String either : condition.split("\\|\\|", -1)) {
            boolean all = true;
            for (String one : either.split("&&", -1)) all &= single(one.strip());
            if (all) return true;
        }
        return false;
    }

    private boolean single(String condition) {
        if (condition.startsWith("!/")) return !single(condition.substring(1));
        if (condition.matches("/.+/")) return finds(line, condition);
        Matcher comparison = COMPARISON.matcher(condition);
        if (!comparison.matches()) return truth(expression(condition));
        String left = expression(comparison.group(1));
        String operator = comparison.group(2);
        if (operator.endsWith("~")) return finds(left, comparison.group(3)) != operator.startsWith("!");
        return compares(left, operator, expression(comparison.group(3)));
    }

    private static boolean truth(String value) {
        return !value.isEmpty() && !value.equals("0");
    }

    private static boolean finds(String text, String regex) {
        String bare = regex.strip().replaceAll("^[/\"]|[/\"]$", "").replace("\\/", "/");
        return Pattern.compile(Regex.extended(bare)).matcher(text).find();
    }

    private static boolean compares(String left, String operator, String right) {
        String numeric = "\\s*-?\\d+(\\.\\d+)?%?\\s*";
        boolean numbers = left.matches(numeric) && right.matches(numeric);
        int order = numbers
                ? Double.compare(TextPrograms.leadingNumber(left), TextPrograms.leadingNumber(right))
                : left.compareTo(right);
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            default -> order > 0;
        };
    }

    private void act(String actions) {
        for (String action : actions.split("\\s*;\\s*(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            if (action.equals("exit")) return;
            if (action.equals("print")) call.out(line + "\n");
            else if (action.startsWith("printf")) printf(arguments(action.substring(6)));
            else if (action.startsWith("print")) call.out(String.join(" ", arguments(action.substring(5))) + "\n");
            else throw new Unknown();
        }
    }

    private void printf(List<String> words) {
        Echo.printf(new Call("awk", words, call.io(), call.shell()));
    }

    private List<String> arguments(String text) {
        List<String> values = new ArrayList<>();
        String bare = text.strip().replaceAll("^\\((.*)\\)$", "$1");
        for (String one : bare.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) values.add(expression(one));
        return values;
    }

    /** Terms that stand side by side are joined. */
    private String expression(String text) {
        StringBuilder value = new StringBuilder();
        String bare = text.strip();
        Matcher term = TERM.matcher(bare);
        int at = 0;
        while (at < bare.length()) {
            if (!term.find(at) || term.start() != at) throw new Unknown();
            value.append(value(term));
            at = term.end();
        }
        return value.toString();
    }

    private String value(Matcher term) {
        if (term.group(4) != null) return Echo.unescaped(term.group(4)).replace("\\\"", "\"");
        if (term.group(5) != null) return term.group(5);
        if (term.group(3) != null) return String.valueOf(term.group(3).equals("NR") ? number : fields.length);
        if (term.group(2) != null) return field(fields.length - Integer.parseInt(term.group(2)));
        return field(term.group(1).equals("NF") ? fields.length : Integer.parseInt(term.group(1)));
    }

    private String field(int index) {
        if (index == 0) return line;
        return index > 0 && index <= fields.length ? fields[index - 1] : "";
    }
}
