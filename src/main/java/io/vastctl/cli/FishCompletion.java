package io.vastctl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for the fish shell, which picocli does not write itself. */
final class FishCompletion {
    private FishCompletion() {}

    static String script(CommandSpec root) {
        StringBuilder script = new StringBuilder("complete -c " + root.name() + " -f\n");
        add(script, root, "", "__fish_use_subcommand");
        return script.toString();
    }

    private static void add(StringBuilder script, CommandSpec command, String path, String condition) {
        for (CommandLine child : command.subcommands().values()) {
            CommandSpec spec = child.getCommandSpec();
            script.append(line(command.root(), condition))
                    .append(" -a ")
                    .append(spec.name())
                    .append(describe(spec.usageMessage().description()))
                    .append('\n');
            String childPath = (path + " " + spec.name()).strip();
            String inside = "__fish_seen_subcommand_from " + childPath.replaceAll(".* ", "");
            for (OptionSpec option : spec.options()) option(script, command.root(), inside, option);
            add(script, spec, childPath, inside);
        }
    }

    private static void option(StringBuilder script, CommandSpec root, String condition, OptionSpec option) {
        script.append(line(root, condition))
                .append(" -l ")
                .append(option.longestName().replaceFirst("^--?", ""));
        if (option.arity().max() > 0) script.append(" -r");
        script.append(describe(option.description())).append('\n');
    }

    private static String line(CommandSpec root, String condition) {
        return "complete -c " + root.name() + " -n '" + condition + "'";
    }

    private static String describe(String[] description) {
        return description.length == 0 ? "" : " -d '" + description[0].replace("'", "") + "'";
    }
}
