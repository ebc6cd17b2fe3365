package io.vastctl.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * Where a command reads and writes.
 *
 * @param out results
 * @param err everything else
 * @param in answers to questions
 * @param live whether {@code err} is a terminal on which a line can be rewritten
 * @param interactive whether somebody is there to answer
 */
public record Terminal(PrintWriter out, PrintWriter err, BufferedReader in, boolean live, boolean interactive) {

    /** Asks on {@code err}; no answer and nobody there mean no. */
    boolean confirm(String question) {
        if (!interactive) return false;
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null && answer.strip().equalsIgnoreCase("y");
        } catch (IOException e) {
            return false;
        }
    }
}
