package io.vastctl.simulator.box.shell;

import io.vastctl.simulator.box.shell.Syntax.Arm;
import io.vastctl.simulator.box.shell.Syntax.Branch;
import io.vastctl.simulator.box.shell.Syntax.Link;
import io.vastctl.simulator.box.shell.Syntax.Redirect;
import io.vastctl.simulator.box.shell.Syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads commands. Function definitions are not understood. */
final class Parser {

    private static final Set<String> CLOSERS = Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

    private static final Known<Sequence> KNOWN = new Known<>(Parser::read);

    private final Cursor at;
    private final SimpleReader simple;

    Parser(Cursor at) {
        this.at = at;
        this.simple = new SimpleReader(at);
    }

    /**
     * Reads a script, or remembers what it read when it last saw it: the same probes come again and again.
     *
     * @throws SyntaxError if it cannot be read to its end
     */
    static Sequence script(String text) {
        return KNOWN.of(text);
    }

    private static Sequence read(String text) {
        Parser parser = new Parser(new Cursor(text));
        Sequence all = parser.sequence();
        if (!parser.at.ended()) throw SyntaxError.near(parser.token());
        return all;
    }

    /** Up to the closing parenthesis, which is passed over. */
    Sequence untilParenthesis() {
        Sequence body = sequence();
        if (!at.takes(")")) throw SyntaxError.near(token());
        return body;
    }

    private Sequence sequence() {
        List<Syntax> commands = new ArrayList<>();
        while (true) {
            skipLines();
            if (at.ended() || at.peek() == ')' || at.sees(";;") || CLOSERS.contains(keyword())) break;
            Syntax command = chain();
            at.skipBlanks();
            boolean background = at.peek() == '&' && at.peek(1) != '&' && at.takes("&");
            commands.add(background ? new Syntax.Background(command) : command);
            if (!background && !endsCommand()) break;
        }
        return new Sequence(List.copyOf(commands));
    }

    private boolean endsCommand() {
        at.skipBlanks();
        if (at.sees(";;")) return false;
        return at.takes(";") || newLine();
    }

    private boolean newLine() {
        if (!at.takes("\n")) return false;
        simple.readHereDocuments();
        return true;
    }

    private void skipLines() {
        at.skipBlanks();
        while (newLine()) at.skipBlanks();
    }

    private Syntax chain() {
        Syntax first = pipeline();
        List<Link> rest = new ArrayList<>();
        while (true) {
            at.skipBlanks();
            boolean and = at.takes("&&");
            if (!and && !at.takes("||")) break;
            skipLines();
            rest.add(new Link(and, pipeline()));
        }
        return rest.isEmpty() ? first : new Syntax.Chain(first, List.copyOf(rest));
    }

    private Syntax pipeline() {
        at.skipBlanks();
        boolean negated = keyword().equals("!") && at.takes("!");
        List<Syntax> stages = new ArrayList<>(List.of(command()));
        while (bar()) {
            skipLines();
            stages.add(command());
        }
        return stages.size() == 1 && !negated ? stages.get(0) : new Syntax.Pipeline(List.copyOf(stages), negated);
    }

    private boolean bar() {
        at.skipBlanks();
        return at.peek() == '|' && at.peek(1) != '|' && at.takes("|");
    }

    private Syntax command() {
        at.skipBlanks();
        if (at.takes("(")) return redirected(new Syntax.Group(untilParenthesis(), true));
        String keyword = keyword();
        switch (keyword) {
            case "if", "for", "while", "until", "case", "{" -> {
                at.takes(keyword);
                return redirected(compound(keyword));
            }
            default -> {
                Syntax.Simple command = simple.read();
                if (command.words().isEmpty()
                        && command.assignments().isEmpty()
                        && command.redirects().isEmpty()) {
                    throw SyntaxError.near(token());
                }
                return command;
            }
        }
    }

    private Syntax compound(String keyword) {
        return switch (keyword) {
            case "if" -> conditional();
            case "for" -> each();
            case "case" -> cases();
            case "{" -> new Syntax.Group(bodyTo("}"), false);
            default -> new Syntax.While(bodyTo("do"), keyword.equals("until"), bodyTo("done"));
        };
    }

    private Syntax conditional() {
        List<Branch> branches = new ArrayList<>();
        Sequence otherwise = new Sequence(List.of());
        String next = "elif";
        while (next.equals("elif")) {
            Sequence condition = bodyTo("then");
            Sequence body = sequence();
            branches.add(new Branch(condition, body));
            next = keyword();
            at.takes(next);
        }
        if (next.equals("else")) otherwise = bodyTo("fi");
        else if (!next.equals("fi")) throw SyntaxError.near(token());
        return new Syntax.If(List.copyOf(branches), otherwise);
    }

    private Syntax each() {
        at.skipBlanks();
        String name = WordReader.read(at).bare();
        skipLines();
        List<Word> words = new ArrayList<>();
        if (keyword().equals("in")) {
            at.takes("in");
            words.addAll(simple.read().words());
        } else {
            words.add(new Word(List.of(new Word.Variable("@", "", Word.of(""), true))));
        }
        endsCommand();
        skipLines();
        if (!keyword().equals("do")) throw SyntaxError.near(token());
        at.takes("do");
        return new Syntax.For(name, List.copyOf(words), bodyTo("done"));
    }

    private Syntax cases() {
        at.skipBlanks();
        Word word = WordReader.read(at);
        skipLines();
        if (!keyword().equals("in")) throw SyntaxError.near(token());
        at.takes("in");
        List<Arm> arms = new ArrayList<>();
        skipLines();
        while (!keyword().equals("esac")) {
            arms.add(arm());
            at.takes(";;");
            skipLines();
        }
        at.takes("esac");
        return new Syntax.Case(word, List.copyOf(arms));
    }

    private Arm arm() {
        at.takes("(");
        List<Word> patterns = new ArrayList<>();
        do {
            at.skipBlanks();
            patterns.add(WordReader.read(at));
            at.skipBlanks();
        } while (at.takes("|"));
        if (!at.takes(")")) throw SyntaxError.near(token());
        return new Arm(List.copyOf(patterns), sequence());
    }

    private Sequence bodyTo(String closer) {
        Sequence body = sequence();
        if (!keyword().equals(closer)) throw SyntaxError.near(token());
        at.takes(closer);
        return body;
    }

    private Syntax redirected(Syntax command) {
        List<Redirect> redirects = simple.redirects();
        return redirects.isEmpty() ? command : new Syntax.Redirected(command, redirects);
    }

    /** The plain word that stands here, without passing over it; empty if a word here is none. */
    private String keyword() {
        at.skipBlanks();
        StringBuilder word = new StringBuilder();
        int ahead = 0;
        for (char next = at.peek(); next != '\0' && " \t\r\n;&|<>()".indexOf(next) < 0; next = at.peek(++ahead)) {
            if ("'\"\\$`".indexOf(next) >= 0) return "";
            word.append(next);
        }
        return word.toString();
    }

    private String token() {
        String word = keyword();
        if (!word.isEmpty()) return word;
        if (at.ended()) return "";
        return at.peek() == '\n' ? "newline" : String.valueOf(at.peek());
    }
}
