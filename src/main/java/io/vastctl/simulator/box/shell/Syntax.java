package io.vastctl.simulator.box.shell;

import java.util.List;

/** A piece of a script as it was written, before anything is expanded. */
sealed interface Syntax {

    /** A program with its words; assignments alone set variables of the shell. */
    record Simple(List<Assignment> assignments, List<Word> words, List<Redirect> redirects) implements Syntax {}

    /** Programs that read what the one before wrote. */
    record Pipeline(List<Syntax> stages, boolean negated) implements Syntax {}

    /** Commands joined by {@code &&} and {@code ||}. */
    record Chain(Syntax first, List<Link> rest) implements Syntax {}

    /** Commands one after the other. */
    record Sequence(List<Syntax> commands) implements Syntax {}

    /** A command that ends with {@code &}. */
    record Background(Syntax command) implements Syntax {}

    /** {@code if} with all its branches. */
    record If(List<Branch> branches, Sequence otherwise) implements Syntax {}

    /** {@code for NAME in WORDS}. */
    record For(String name, List<Word> words, Sequence body) implements Syntax {}

    /** {@code while}, or {@code until}. */
    record While(Sequence condition, boolean until, Sequence body) implements Syntax {}

    /** {@code case WORD in}. */
    record Case(Word word, List<Arm> arms) implements Syntax {}

    /** Commands in braces, or in parentheses with variables of their own. */
    record Group(Sequence body, boolean subshell) implements Syntax {}

    /** A compound command with redirections behind it. */
    record Redirected(Syntax command, List<Redirect> redirects) implements Syntax {}

    record Assignment(String name, Word value) {}

    /**
     * The next command of a chain.
     *
     * @param and whether it runs after success, else after failure
     */
    record Link(boolean and, Syntax command) {}

    record Branch(Sequence condition, Sequence body) {}

    record Arm(List<Word> patterns, Sequence body) {}

    /**
     * One redirection.
     *
     * @param descriptor 0, 1 or 2; 3 for both outputs
     * @param operator {@code <}, {@code >}, {@code >>}, {@code >&} or {@code <<}, whose target is the text itself
     */
    record Redirect(int descriptor, String operator, Word target) {}
}
