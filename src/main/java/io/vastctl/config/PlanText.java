package io.vastctl.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One file while it is read: where things stand in it, and what is wrong with it. */
final class PlanText {

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    PlanText(String file) {
        this.file = file;
    }

    void error(int line, String message) {
        problems.add(new Problem(file, line, Problem.Severity.ERROR, message));
    }

    /** @param path dotted; where nothing of that path stands, what it would stand in is meant */
    void warn(String path, String message) {
        problems.add(new Problem(file, line(path), Problem.Severity.WARNING, message));
    }

    void stands(String path, int line) {
        lines.putIfAbsent(path, line);
    }

    private int line(String path) {
        String here = path;
        while (!lines.containsKey(here) && here.contains(".")) here = here.substring(0, here.lastIndexOf('.'));
        return lines.getOrDefault(here, 0);
    }

    boolean good() {
        return problems.stream().noneMatch(Problem::isError);
    }

    /** By line. */
    List<Problem> problems() {
        return problems.stream()
                .sorted((one, other) -> Integer.compare(one.line(), other.line()))
                .toList();
    }
}
