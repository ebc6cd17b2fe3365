package io.vastctl.simulator.market;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the words of one shell command as sh would: single and double quotes, backslashes. A word that a
 * variable would change stays as it is written.
 */
final class ShellWords {

    private static final String ENDS_COMMAND = "\n;&|<>()";

    private final String script;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellWords(String script, int start) {
        this.script = script;
        this.at = start;
    }

    /** The words from there to the end of the command. */
    static List<String> of(String script, int start) {
        return new ShellWords(script, start).read();
    }

    private List<String> read() {
        while (at < script.length() && ENDS_COMMAND.indexOf(script.charAt(at)) < 0) {
            char next = script.charAt(at++);
            if (next == ' ' || next == '\t') endWord();
            else if (next == '\'') quoted('\'', false);
            else if (next == '"') quoted('"', true);
            else if (next == '\\') escaped();
            else add(next);
        }
        endWord();
        return List.copyOf(words);
    }

    private void quoted(char quote, boolean escapes) {
        inWord = true;
        while (at < script.length() && script.charAt(at) != quote) {
            boolean escape = escapes && script.charAt(at) == '\\' && at + 1 < script.length();
            if (escape && "\"\\$`".indexOf(script.charAt(at + 1)) >= 0) at++;
            word.append(script.charAt(at++));
        }
        at++;
    }

    /** A backslash before a line end joins the lines. */
    private void escaped() {
        if (at >= script.length()) return;
        char next = script.charAt(at++);
        if (next != '\n') add(next);
    }

    private void add(char next) {
        inWord = true;
        word.append(next);
    }

    private void endWord() {
        if (inWord) words.add(word.toString());
        word.setLength(0);
        inWord = false;
    }
}
