package io.vastctl.simulator.box.shell;

import io.vastctl.simulator.box.shell.Syntax.Assignment;
import io.vastctl.simulator.box.shell.Syntax.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a simple command, its redirections and the here documents that follow its line. */
final class SimpleReader {

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final int BOTH = 3;

    private final Cursor at;
    private final List<Pending> hereDocuments = new ArrayList<>();

    private record Pending(List<Redirect> into, int index, String end, boolean literal) {}

    SimpleReader(Cursor at) {
        this.at = at;
    }

    Syntax.Simple read() {
        List<Assignment> assignments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<Redirect> redirects = new ArrayList<>();
        while (true) {
            at.skipBlanks();
            if (redirect(redirects)) continue;
            if (at.ended() || "\n;&|()".indexOf(at.peek()) >= 0) break;
            Word word = WordReader.read(at);
            if (!words.isEmpty() || !assigns(word, assignments)) words.add(word);
        }
        return new Syntax.Simple(List.copyOf(assignments), List.copyOf(words), redirects);
    }

    List<Redirect> redirects() {
        List<Redirect> redirects = new ArrayList<>();
        at.skipBlanks();
        while (redirect(redirects)) at.skipBlanks();
        return redirects;
    }

    private static boolean assigns(Word word, List<Assignment> assignments) {
        if (word.parts().isEmpty() || !(word.parts().get(0) instanceof Word.Text first) || first.quoted()) return false;
        Matcher assignment = ASSIGNMENT.matcher(first.text());
        if (!assignment.matches()) return false;
        List<Word.Part> value = new ArrayList<>(word.parts());
        value.set(0, new Word.Text(assignment.group(2), false));
        assignments.add(new Assignment(assignment.group(1), new Word(List.copyOf(value))));
        return true;
    }

    private boolean redirect(List<Redirect> redirects) {
        int descriptor = -1;
        if (at.sees("&>")) {
            at.takes("&");
            descriptor = BOTH;
        } else if (Character.isDigit(at.peek()) && (at.peek(1) == '>' || at.peek(1) == '<')) {
            descriptor = at.next() - '0';
        } else if (at.peek() != '>' && at.peek() != '<') {
            return false;
        }
        String operator = operator();
        if (descriptor < 0) descriptor = operator.startsWith("<") ? 0 : 1;
        at.skipBlanks();
        if (operator.equals("<<")) return hereDocument(redirects, descriptor);
        Word target = WordReader.read(at);
        if (target.parts().isEmpty())
            throw SyntaxError.near(at.ended() || at.peek() == '\n' ? "newline" : "" + at.peek());
        redirects.add(new Redirect(descriptor, operator, target));
        return true;
    }

    private String operator() {
        for (String operator : List.of("<<<", "<<", "<", ">>", ">&", ">|", ">")) {
            if (at.takes(operator)) return operator.equals(">|") ? ">" : operator;
        }
        throw SyntaxError.near(String.valueOf(at.peek()));
    }

    private boolean hereDocument(List<Redirect> redirects, int descriptor) {
        at.takes("-");
        Word end = WordReader.read(at);
        boolean literal = end.bare().isEmpty();
        StringBuilder text = new StringBuilder();
        for (Word.Part part : end.parts()) if (part instanceof Word.Text piece) text.append(piece.text());
        hereDocuments.add(new Pending(redirects, redirects.size(), text.toString(), literal));
        redirects.add(new Redirect(descriptor, "<<", Word.of("")));
        return true;
    }

    /** Called where a line has ended. */
    void readHereDocuments() {
        for (Pending pending : hereDocuments) {
            StringBuilder text = new StringBuilder();
            while (!at.ended()) {
                String line = at.line();
                if (line.strip().equals(pending.end())) break;
                text.append(line).append('\n');
            }
            Word body = pending.literal() ? Word.of(text.toString()) : WordReader.quotedText(text.toString());
            Redirect open = pending.into().get(pending.index());
            pending.into().set(pending.index(), new Redirect(open.descriptor(), open.operator(), body));
        }
        hereDocuments.clear();
    }
}
