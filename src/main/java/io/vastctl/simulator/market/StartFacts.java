package io.vastctl.simulator.market;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a start script says, read once: a script is long, and asked about at every look at its box. Two are equal if
 * their scripts are.
 */
final class StartFacts {

    private static final Pattern MARKS = Pattern.compile("(?m)\\bmarks=(/tmp/[\\w.-]+)");
    /** Where a start script may name the model: on the command itself, or in the words it is given. */
    private static final Pattern SERVE =
            Pattern.compile("(?:vllm\\s+serve|--model[\\s=]|set\\s+--)\\s*['\"]?([^\\s'\"\\\\$][^\\s'\"\\\\]*)");

    /** Where the words begin that vLLM is started with. */
    private static final Pattern COMMAND = Pattern.compile("set\\s+--\\s|vllm\\s+serve\\s|api_server\\s");

    private static final Pattern FIRST_LINE = Pattern.compile("echo \"([^\"$]*)\\$\\(date \\+%s\\)\" > ");
    private static final Pattern SERVER_PORT = Pattern.compile("(?:--port[\\s=]+|\\bVASTCTL_PORT=)['\"]?(\\d+)");
    private static final Pattern CONTEXT =
            Pattern.compile("(?:--max-model-len[\\s=]+|\\bVASTCTL_CONTEXT=)['\"]?(\\d+)");

    private final String script;
    private final Optional<String> marks;
    private final Optional<String> model;
    private final Optional<String> logHead;
    private final Optional<Integer> port;
    private final Optional<Integer> context;
    private final List<String> words;
    private final ServerKind server;

    StartFacts(String script) {
        this.script = script;
        marks = first(MARKS);
        model = first(SERVE);
        logHead = first(FIRST_LINE);
        port = first(SERVER_PORT).map(Integer::parseInt);
        context = first(CONTEXT).map(Integer::parseInt);
        Matcher command = COMMAND.matcher(script);
        words = command.find() ? ShellWords.of(script, command.end()) : List.of();
        server = ServerKind.of(script);
    }

    private Optional<String> first(Pattern pattern) {
        Matcher found = pattern.matcher(script);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    Optional<String> marks() {
        return marks;
    }

    Optional<String> model() {
        return model;
    }

    Optional<String> logHead() {
        return logHead;
    }

    Optional<Integer> port() {
        return port;
    }

    Optional<Integer> context() {
        return context;
    }

    /** The words that vLLM is started with; empty if it is not. */
    List<String> words() {
        return words;
    }

    ServerKind server() {
        return server;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StartFacts facts && facts.script.equals(script);
    }

    @Override
    public int hashCode() {
        return script.hashCode();
    }

    /** Leaves out the script: it may hold secrets. */
    @Override
    public String toString() {
        return "StartFacts[" + server + "]";
    }
}
