package io.vastctl.cli.completion;

import java.util.ArrayList;
import java.util.List;

/**
 * A command as shells see it.
 *
 * @param path its name after those of its parents, {@code bad-hosts list}; empty for the program
 * @param names its own, first the one in the path
 */
record ShellCommand(
        String path,
        List<String> names,
        String description,
        List<ShellOption> options,
        List<ShellArgument> arguments,
        List<ShellCommand> children) {

    ShellCommand {
        names = List.copyOf(names);
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        children = List.copyOf(children);
    }

    /** This one and all below, parents first. */
    List<ShellCommand> all() {
        List<ShellCommand> all = new ArrayList<>(List.of(this));
        children.forEach(child -> all.addAll(child.all()));
        return all;
    }
}
