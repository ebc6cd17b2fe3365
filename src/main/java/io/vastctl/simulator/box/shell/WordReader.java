package io.vastctl.simulator.box.shell;

import io.vastctl.simulator.box.shell.Word.Arithmetic;
import io.vastctl.simulator.box.shell.Word.Part;
import io.vastctl.simulator.box.shell.Word.Substitution;
import io.vastctl.simulator.box.shell.Word.Text;
import io.vastctl.simulator.box.shell.Word.Variable;
import java.util.ArrayList;
import java.util.List;

/** Reads one word: quotes, backslashes, variables and substitutions. */
final class WordReader {

    private static final String ENDS_WORD = " \t\r\n;&|<>()";
    private static final String SPECIAL = "?$!#@*-0123456789";

    private final Cursor at;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();

    private WordReader(Cursor at) {
        this.at = at;
    }

    static Word read(Cursor at) {
        WordReader reader = new WordReader(at);
        while (!at.ended() && ENDS_WORD.indexOf(at.peek()) < 0) reader.piece();
        return reader.word();
    }

    /** The inside of double quotes, or of an unquoted here document. */
    static Word quotedText(String text) {
        Cursor at = new Cursor(text);
        WordReader reader = new WordReader(at);
        while (!at.ended()) reader.inQuotes();
        return reader.word();
    }

    private Word word() {
        flush(false);
        return new Word(List.copyOf(parts));
    }

    private void piece() {
        char next = at.next();
        switch (next) {
            case '\'' -> single();
            case '"' -> doubled();
            case '\\' -> escaped();
            case '$' -> dollar(false);
            case '`' -> backquoted(false);
            default -> plain.append(next);
        }
    }

    private void single() {
        flush(false);
        StringBuilder text = new StringBuilder();
        while (at.peek() != '\'') text.append(at.next());
        at.next();
        parts.add(new Text(text.toString(), true));
    }

    private void doubled() {
        flush(false);
        int before = parts.size();
        while (at.peek() != '"') inQuotes();
        at.next();
        flush(true);
        if (parts.size() == before) parts.add(new Text("", true));
    }

    private void inQuotes() {
        char next = at.next();
        if (next == '$') {
            flush(true);
            dollar(true);
        } else if (next == '`') {
            flush(true);
            backquoted(true);
        } else if (next == '\\' && !at.ended() && "\\\"$`\n".indexOf(at.peek()) >= 0) {
            char kept = at.next();
            if (kept != '\n') plain.append(kept);
        } else {
            plain.append(next);
            if (at.ended()) flush(true);
            return;
        }
        if (at.ended()) flush(true);
    }

    private void escaped() {
        if (at.ended()) return;
        char kept = at.next();
        if (kept == '\n') return;
        flush(false);
        parts.add(new Text(String.valueOf(kept), true));
    }

    private void dollar(boolean quoted) {
        if (!quoted) flush(false);
        if (at.takes("((")) arithmetic(quoted);
        else if (at.takes("(")) substitution(quoted);
        else if (at.takes("{")) braced(quoted);
        else if (SPECIAL.indexOf(at.peek()) >= 0 && !at.ended()) variable(String.valueOf(at.next()), quoted);
        else if (isNameStart(at.peek())) variable(name(), quoted);
        else plain.append('$');
    }

    private void arithmetic(boolean quoted) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (depth > 0 || !at.sees("))")) {
            char next = at.next();
            if (next == '(') depth++;
            if (next == ')') depth--;
            text.append(next);
        }
        at.takes("))");
        parts.add(new Arithmetic(quotedText(text.toString()), quoted));
    }

    private void substitution(boolean quoted) {
        Syntax.Sequence script = new Parser(at).untilParenthesis();
        parts.add(new Substitution(script, quoted));
    }

    private void backquoted(boolean quoted) {
        if (!quoted) flush(false);
        StringBuilder text = new StringBuilder();
        while (at.peek() != '`') {
            char next = at.next();
            if (next == '\\' && "\\`$".indexOf(at.peek()) >= 0) next = at.next();
            text.append(next);
        }
        at.next();
        parts.add(new Substitution(Parser.script(text.toString()), quoted));
    }

    private void braced(boolean quoted) {
        if (at.peek() == '#' && at.peek(1) != '}') {
            at.next();
            String name = name();
            if (!at.takes("}")) throw new SyntaxError("${#" + name + ": bad substitution");
            parts.add(new Variable(name, "length", Word.of(""), quoted));
            return;
        }
        String name = isNameStart(at.peek()) ? name() : String.valueOf(at.next());
        String operator = operator();
        parts.add(new Variable(name, operator, argument(), quoted));
    }

    private String operator() {
        for (String operator : List.of(":-", ":=", ":+", "##", "%%", "-", "=", "+", "#", "%")) {
            if (at.takes(operator)) return operator;
        }
        return "";
    }

    private Word argument() {
        WordReader inner = new WordReader(at);
        while (at.peek() != '}') inner.piece();
        at.next();
        return inner.word();
    }

    private void variable(String name, boolean quoted) {
        parts.add(new Variable(name, "", Word.of(""), quoted));
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        while (isNameStart(at.peek()) || Character.isDigit(at.peek())) name.append(at.next());
        return name.toString();
    }

    static boolean isNameStart(char letter) {
        return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private void flush(boolean quoted) {
        if (plain.length() == 0) return;
        parts.add(new Text(plain.toString(), quoted));
        plain.setLength(0);
    }
}
