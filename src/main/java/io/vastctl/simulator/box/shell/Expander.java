package io.vastctl.simulator.box.shell;

import io.vastctl.simulator.box.shell.Word.Arithmetic;
import io.vastctl.simulator.box.shell.Word.Part;
import io.vastctl.simulator.box.shell.Word.Substitution;
import io.vastctl.simulator.box.shell.Word.Text;
import io.vastctl.simulator.box.shell.Word.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Turns written words into the words that a program gets: variables, substitutions, splitting, file names. */
final class Expander {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Shell shell;
    private final Output err;
    private final List<String> fields = new ArrayList<>();
    /** The field so far as a pattern: what was quoted stands behind backslashes. */
    private final StringBuilder field = new StringBuilder();

    private boolean open;

    private Expander(Shell shell, Output err) {
        this.shell = shell;
        this.err = err;
    }

    static List<String> fields(List<Word> words, Shell shell, Output err) {
        List<String> all = new ArrayList<>();
        for (Word word : words) {
            Expander expander = new Expander(shell, err);
            expander.split(word);
            for (String pattern : expander.fields) all.addAll(expander.files(pattern));
        }
        return all;
    }

    /** One text, neither split nor matched with files. */
    static String text(Word word, Shell shell, Output err) {
        return Glob.plain(pattern(word, shell, err));
    }

    /** One pattern, in which what was quoted stands for itself. */
    static String pattern(Word word, Shell shell, Output err) {
        Expander expander = new Expander(shell, err);
        StringBuilder all = new StringBuilder();
        boolean first = true;
        for (Part part : word.parts()) {
            String value = expander.value(part, first);
            all.append(quoted(part) ? Glob.literal(value) : unquoted(value));
            first = false;
        }
        return all.toString();
    }

    private List<String> files(String pattern) {
        // A lone bracket is the name of a command, and would stand for nothing but itself.
        if (pattern.equals("[") || !Glob.isPattern(pattern)) return List.of(Glob.plain(pattern));
        List<String> found = Glob.expand(pattern, shell.folder(), shell.world().files());
        return found.isEmpty() ? List.of(Glob.plain(pattern)) : found;
    }

    private void split(Word word) {
        boolean first = true;
        for (Part part : word.parts()) {
            if (part instanceof Variable variable && isAll(variable)) all(variable);
            else if (part instanceof Text || quoted(part)) add(value(part, first), quoted(part));
            else loose(value(part, first));
            first = false;
        }
        if (open) fields.add(field.toString());
    }

    private void add(String text, boolean quoted) {
        field.append(quoted ? Glob.literal(text) : unquoted(text));
        open = true;
    }

    /** Stars and brackets mean something, but a backslash out of a variable is only that. */
    private static String unquoted(String text) {
        return text.replace("\\", "\\\\");
    }

    /** What came unquoted out of a variable falls apart at blanks. */
    private void loose(String text) {
        if (text.isEmpty()) return;
        String[] pieces = BLANKS.split(text.strip(), -1);
        if (Character.isWhitespace(text.charAt(0))) cut();
        for (int i = 0; i < pieces.length; i++) {
            if (i > 0) cut();
            if (!pieces[i].isEmpty()) add(pieces[i], false);
        }
        if (Character.isWhitespace(text.charAt(text.length() - 1))) cut();
    }

    private void cut() {
        if (open) fields.add(field.toString());
        field.setLength(0);
        open = false;
    }

    private static boolean isAll(Variable variable) {
        return variable.name().equals("@") && variable.operator().isEmpty();
    }

    private void all(Variable variable) {
        List<String> words = shell.positional();
        for (int i = 0; i < words.size(); i++) {
            if (i > 0) cut();
            if (variable.quoted()) add(words.get(i), true);
            else loose(words.get(i));
        }
    }

    private static boolean quoted(Part part) {
        if (part instanceof Text text) return text.quoted();
        if (part instanceof Variable variable) return variable.quoted();
        if (part instanceof Substitution output) return output.quoted();
        return part instanceof Arithmetic sum && sum.quoted();
    }

    private String value(Part part, boolean first) {
        if (part instanceof Text text) return text.quoted() || !first ? text.text() : home(text.text());
        if (part instanceof Variable variable) return variable(variable);
        if (part instanceof Substitution output) return output(output.script());
        if (part instanceof Arithmetic sum) {
            String written = text(sum.expression(), shell, err);
            return String.valueOf(Sum.of(written, name -> Sum.number(shell.variable(name))));
        }
        throw new IllegalStateException("unknown part " + part);
    }

    private String home(String text) {
        boolean tilde = text.equals("~") || text.startsWith("~/");
        return tilde ? shell.variable("HOME") + text.substring(1) : text;
    }

    private String output(Syntax.Sequence script) {
        Captured output = new Captured();
        Shell child = shell.child();
        shell.succeeded(child.runOver(script, new Streams(Input.none(), output, err)));
        String text = output.text();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') end--;
        return text.substring(0, end);
    }

    private String variable(Variable variable) {
        String name = variable.name();
        String value = shell.variable(name);
        boolean set = shell.isSet(name);
        boolean filled = set && !value.isEmpty();
        return switch (variable.operator()) {
            case "" -> value;
            case "length" -> String.valueOf(value.length());
            case ":-" -> filled ? value : text(variable.argument(), shell, err);
            case "-" -> set ? value : text(variable.argument(), shell, err);
            case ":=" -> filled ? value : assigned(variable);
            case "=" -> set ? value : assigned(variable);
            case ":+" -> filled ? text(variable.argument(), shell, err) : "";
            case "+" -> set ? text(variable.argument(), shell, err) : "";
            default -> trimmed(value, variable.operator(), pattern(variable.argument(), shell, err));
        };
    }

    private String assigned(Variable variable) {
        String value = text(variable.argument(), shell, err);
        shell.set(variable.name(), value);
        return value;
    }

    /** Without the shortest or, by a doubled sign, the longest piece that matches at its beginning or end. */
    private static String trimmed(String value, String operator, String glob) {
        Pattern pattern = Glob.regex(glob);
        boolean longest = operator.length() == 2;
        for (int i = 0; i <= value.length(); i++) {
            int size = longest ? value.length() - i : i;
            boolean front = operator.startsWith("#");
            String piece = front ? value.substring(0, size) : value.substring(value.length() - size);
            if (!pattern.matcher(piece).matches()) continue;
            return front ? value.substring(size) : value.substring(0, value.length() - size);
        }
        return value;
    }
}
