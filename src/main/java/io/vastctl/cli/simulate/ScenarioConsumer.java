package io.vastctl.cli.simulate;

import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes the word after {@code --simulate} for a scenario unless it is an option, known or not: "--simulate --dry-rum"
 * must not look for a scenario of that name.
 */
public final class ScenarioConsumer implements IParameterConsumer {

    public static final String DEFAULT = "ordinary";

    @SuppressWarnings("JdkObsolete") // picocli's interface
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
        boolean named = !words.isEmpty() && !words.peek().startsWith("-");
        String scenario = named ? words.pop() : DEFAULT;
        argument.setValue(scenario);
    }
}
